"""Administration of reminders: all of it is only read; failed mails are ordered again.

Rules are edited on their plan's page, where one is retired and another added; the ledger, its
mails and the runs are written by services alone. Lists over tables that only grow are sorted by
an index and do not count all rows for the sake of "42 of 5 000 000".
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.clock import business_today
from agencies.permissions import signed_in
from measures.models import Declined, Digest, Reminder, ReminderRule, ReminderRun
from measures.services.reminders import try_again


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class is not generic
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class EitherFilter(admin.SimpleListFilter):
    """Rows for which `condition` holds, or all others."""

    condition: ClassVar[Q]
    held: ClassVar[Promise]
    others: ClassVar[Promise]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", str(self.held)), ("no", str(self.others))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(self.condition)
        return queryset.exclude(self.condition) if self.value() == "no" else queryset


class InForce(EitherFilter):
    title, parameter_name = _("in force"), "in_force"
    condition, held, others = Q(retired_at=None), _("in force"), _("retired")


class Ordered(EitherFilter):
    title, parameter_name = _("kind of mail"), "ordered"
    condition = Q(ordered_by__isnull=False)
    held, others = _("ordered by a coordinator"), _("the day’s mail")


class WithErrors(EitherFilter):
    title, parameter_name = _("errors"), "errors"
    condition, held, others = ~Q(error=""), _("with errors"), _("without errors")


@admin.register(ReminderRule)
class ReminderRuleAdmin(ReadOnlyAdmin):
    list_display = [
        *("plan", "subject", "audience", "channel", "offset", "days"),
        *("repeat_every", "weekday", "repeat_at_most", "may_decline", "retired_at"),
    ]
    list_filter = [InForce, "plan", "subject", "audience", "channel"]
    list_select_related = ["plan"]


@admin.register(Declined)
class DeclinedAdmin(ReadOnlyAdmin):
    list_display = ["person", "plan", "declined_at"]
    list_filter = ["plan"]
    list_select_related = ["person", "plan"]
    search_fields = ["person__email", "person__full_name"]


@admin.register(ReminderRun)
class ReminderRunAdmin(ReadOnlyAdmin):
    list_display = [
        *("day", "started_at", "ended_at", "worker"),
        *("planned", "sent", "failed", "skipped", "error"),
    ]
    list_display_links = ["day", "started_at"]
    list_filter = [WithErrors, "day"]
    date_hierarchy = "day"
    ordering = ["-pk"]
    show_full_result_count = False


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = [
        *("day", "recipient", "ordered_by", "state", "attempts"),
        *("next_try_at", "sent_at", "error"),
    ]
    list_filter = ["state", "day", Ordered]
    list_select_related = ["recipient", "ordered_by"]
    search_fields = ["recipient__email", "recipient__full_name", "message_id", "error"]
    date_hierarchy = "day"
    ordering = ["-day", "-pk"]
    show_full_result_count = False
    actions = ["send_again"]

    @admin.action(description=_("Try again (mails that were given up)"))
    def send_again(self, request: HttpRequest, chosen: QuerySet[Digest]) -> None:
        ids = list(chosen.values_list("pk", flat=True))
        try:
            again = try_again(ids, by=signed_in(request.user), today=business_today())
        except PermissionDenied as denied:
            self.message_user(request, str(denied), messages.ERROR)
            return
        text = ngettext(
            "%(count)d mail will be sent again.", "%(count)d mails will be sent again.", again
        )
        self.message_user(request, text % {"count": again})


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = [
        *("remind_on", "subject", "what_about", "recipient", "due_on"),
        *("channel", "state", "ended", "digest"),
    ]
    list_filter = ["subject", "channel", "state", "ended", "plan", "remind_on"]
    list_select_related = [
        *("obligation__measure", "obligation__agency", "plan"),
        *("recipient", "digest__recipient"),
    ]
    search_fields = [
        *("recipient__email", "recipient__full_name"),
        *("obligation__measure__number", "occurrence"),
    ]
    date_hierarchy = "remind_on"
    ordering = ["-pk"]
    show_full_result_count = False

    @admin.display(description=_("report or round"))
    def what_about(self, reminder: Reminder) -> str:
        return str(reminder.obligation or f"{reminder.plan} · {reminder.occurrence}")
