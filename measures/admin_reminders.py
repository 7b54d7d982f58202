"""Administration of reminders: rules may change, the ledger and its mails are only read."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.clock import business_today
from agencies.permissions import signed_in
from measures.models import Digest, Reminder, ReminderRule
from measures.services.reminders import try_again


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class is not generic
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(ReminderRule)
class ReminderRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["plan", "audience", "offset", "repeat_every"]
    list_filter = ["plan", "audience"]
    list_select_related = ["plan"]


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ["day", "recipient", "state", "attempts", "next_try_at", "sent_at", "error"]
    list_filter = ["state", "day"]
    list_select_related = ["recipient"]
    search_fields = ["recipient__email", "recipient__full_name", "error"]
    date_hierarchy = "day"
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
    list_display = ["remind_on", "obligation", "recipient", "due_on", "state", "digest"]
    list_filter = ["state", "remind_on"]
    list_select_related = [
        "obligation__measure",
        "obligation__agency",
        "recipient",
        "digest__recipient",
    ]
    search_fields = ["recipient__email", "recipient__full_name"]
    date_hierarchy = "remind_on"
