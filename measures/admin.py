"""Administration: measures are put right here; what happened to them is only read."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.clock import business_today
from agencies.typed_admin import ModelAdmin, TabularInline
from measures import admin_files, admin_reminders
from measures.admin_reminders import ReadOnlyAdmin
from measures.models import (
    Cost,
    Deadline,
    Event,
    Executor,
    Extension,
    Measure,
    Obligation,
    ProgressEntry,
    Review,
)
from measures.services.versions import keep_versions

__all__ = ["admin_files", "admin_reminders"]


class ExecutorInline(TabularInline[Executor, Measure]):
    """Read-only: a change of executors changes who owes what, which an amendment decides."""

    model = Executor
    extra = 0
    can_delete = False
    fields = ["agency", "group", "role", "by_agreement", "consolidates", "position"]

    def has_add_permission(self, request: object, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: object, obj: Model | None = None) -> bool:
        return False


class DeadlineInline(TabularInline[Deadline, Measure]):
    """Read-only: dates are set on the deadline's page, which makes the obligations too."""

    model = Deadline
    extra = 0
    can_delete = False
    fields = ["text_ru", "text_kk", "text_en", "kind", "due", "event_on", "decided_by"]

    def has_change_permission(self, request: object, obj: Model | None = None) -> bool:
        return False


class CostInline(TabularInline[Cost, Measure]):
    model = Cost
    extra = 0


@admin.register(Measure)
class MeasureAdmin(ModelAdmin[Measure]):
    """Measures are put right here, never added: an import gives them deadline, reports owed and
    trace together, and one without a deadline would stop all that is reckoned over its plan."""

    list_display = ["number", "what_is_done", "plan", "section", "state"]
    list_display_links = ["what_is_done"]
    list_filter = ["plan", "state"]
    list_select_related = ["plan", "section"]
    search_fields = ["number", "title_ru", "title_kk", "title_en"]
    readonly_fields = ["state", "state_on", "carried_from"]
    filter_horizontal = ["tasks", "lines"]
    inlines = [ExecutorInline, DeadlineInline, CostInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A slip put right is a version of its own: a page about yesterday shows the slip."""
        super().save_related(request, form, formsets, change)
        keep_versions([form.instance], today=business_today())

    @admin.display(description=_("measure"))
    def what_is_done(self, measure: Measure) -> str:
        return measure.title


@admin.register(Obligation)
class ObligationAdmin(ReadOnlyAdmin):
    list_display = ["measure", "agency", "role", "occurrence", "due_on", "state", "done_on"]
    list_filter = ["state", "kind", "role", "measure__plan"]
    list_select_related = ["measure", "agency"]
    search_fields = ["measure__number", "measure__title_ru", "agency__short_ru"]
    date_hierarchy = "due_on"


@admin.register(ProgressEntry)
class ProgressEntryAdmin(ReadOnlyAdmin):
    list_display = ["obligation", "state", "claim", "author", "submitted_on"]
    list_filter = ["state", "claim"]
    list_select_related = ["obligation__measure", "obligation__agency", "author"]


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["entry", "verdict", "reviewer", "reviewed_on"]
    list_filter = ["verdict"]
    list_select_related = ["entry__obligation__measure", "entry__obligation__agency", "reviewer"]


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    list_display = ["obligation", "state", "old_due_on", "proposed_on", "granted_on", "act"]
    list_filter = ["state"]
    list_select_related = ["obligation__measure", "obligation__agency"]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["happened_on", "kind", "measure", "obligation", "actor"]
    list_filter = ["kind"]
    list_select_related = ["measure", "obligation__measure", "obligation__agency", "actor"]
