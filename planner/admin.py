"""Administration of the Concept, its plans and indicators."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agencies.clock import business_today
from agencies.permissions import signed_in
from agencies.typed_admin import ModelAdmin, ModelForm, TabularInline
from planner.models import (
    ActionPlan,
    Amendment,
    Concept,
    Direction,
    Goal,
    Indicator,
    IndicatorValue,
    LineOfAction,
    PlanSection,
    Principle,
    Task,
)
from planner.signals import plan_changed

DATES_FOLLOW = {
    *("starts_on", "ends_on", "approved_on", "day_off_rule"),
    *("co_executor_lead_days", "executors_report_day"),
}


class Rows(TabularInline[Any, Any]):
    """Rows below their owner, none offered empty."""

    extra = 0


class PrincipleInline(Rows):
    model = Principle


class GoalInline(Rows):
    model = Goal
    show_change_link = True


class TaskInline(Rows):
    model = Task


class DirectionInline(Rows):
    model = Direction
    show_change_link = True


class LineInline(Rows):
    model = LineOfAction


class ValueInline(Rows):
    model = IndicatorValue
    autocomplete_fields = ["region"]


class SectionInline(Rows):
    model = PlanSection


class AmendmentInline(Rows):
    """Read-only: an amendment is drafted and adopted on the plan's own page, which applies it."""

    model = Amendment
    fields = ["act", "adopted_on", "in_force_on", "state", "applied_on"]
    readonly_fields = ["act", "adopted_on", "in_force_on", "state", "applied_on"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ConceptForm(ModelForm[Concept]):
    """Says in words what the database refuses: planner.triggers."""

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and self.instance.pk:
            outside = ~Q(starts_on__gte=starts_on, ends_on__lte=ends_on)
            if plan := self.instance.plans.filter(outside).first():
                text = _("The plan “%(plan)s” would lie outside the period of its Concept.")
                raise ValidationError(text, "plan_outside", {"plan": plan})
        return typed


class ActionPlanForm(ModelForm[ActionPlan]):
    """Says in words what the database refuses: planner.triggers."""

    class Meta:
        help_texts: ClassVar = {
            "slug": _(
                "Part of the plan’s address: Latin letters, digits and hyphens, for example"
                " migration-2008-2010. It stays as it is: what is published and what people have"
                " marked is found by it."
            ),
            "concept": _("The plan lies inside the period of its Concept."),
            "coordinator": _(
                "Its coordinators enter the table, review reports and decide on more time."
            ),
            "approved_on": _("“Within a month” and the like are counted from this day."),
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        concept = typed.get("concept")
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if not (concept and starts_on and ends_on):
            return typed
        if starts_on < concept.starts_on or concept.ends_on < ends_on:
            text = _("A plan lies inside the period of its Concept: %(first)s – %(last)s.")
            period = {"first": concept.starts_on, "last": concept.ends_on}
            raise ValidationError(text, "outside_concept", period)
        return typed


@admin.register(Concept)
class ConceptAdmin(ModelAdmin[Concept]):
    form = ConceptForm
    list_display = ["title_ru", "starts_on", "ends_on", "approved_on", "repealed_on"]
    search_fields = ["slug", "title_ru", "title_kk", "title_en"]
    readonly_fields = ["repealed_on", "repealed_by", "repeal"]
    inlines = [GoalInline, PrincipleInline, DirectionInline]

    @admin.display(description=_("repeal"))
    def repeal(self, concept: Concept) -> str:
        """On a page of its own, which ends the plans too."""
        if not concept.pk:
            return "—"
        page = reverse("measures:concept-repeal", args=[concept.slug])
        return format_html('<a href="{}">{}</a>', page, _("Enter the repeal, or end its plans"))


@admin.register(Goal)
class GoalAdmin(ModelAdmin[Goal]):
    list_display = ["number", "text_ru", "source", "concept"]
    list_select_related = ["concept"]
    search_fields = ["text_ru", "text_kk", "text_en"]
    inlines = [TaskInline]


@admin.register(Task)
class TaskAdmin(ModelAdmin[Task]):
    list_display = ["number", "text_ru", "source", "goal"]
    list_select_related = ["goal"]
    search_fields = ["text_ru", "text_kk", "text_en", "source"]


@admin.register(Direction)
class DirectionAdmin(ModelAdmin[Direction]):
    list_display = ["number", "kind", "text_ru", "source", "concept"]
    list_filter = ["kind"]
    list_select_related = ["concept"]
    search_fields = ["text_ru", "text_kk", "text_en", "source"]
    inlines = [LineInline]


@admin.register(LineOfAction)
class LineOfActionAdmin(ModelAdmin[LineOfAction]):
    list_display = ["number", "text_ru", "source", "direction"]
    list_filter = ["direction__kind"]
    list_select_related = ["direction"]
    search_fields = ["text_ru", "text_kk", "text_en", "source"]


@admin.register(ActionPlan)
class ActionPlanAdmin(ModelAdmin[ActionPlan]):
    form = ActionPlanForm
    list_display = ["title_ru", "coordinator", "starts_on", "ends_on", "is_illustrative"]
    list_select_related = ["coordinator"]
    search_fields = ["slug", "title_ru", "title_kk", "title_en"]
    autocomplete_fields = ["concept", "coordinator", "controller", "previous"]
    readonly_fields = ["repealed_on", "repealed_by"]
    exclude = ["cadence"]  # set on a page of its own, which looks after the rounds there are
    inlines = [SectionInline, AmendmentInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """The slug is chosen once: addresses that left the site cannot be called back. Reporting
        days go with the cadence once one was set."""
        days = ["executors_report_day", "coordinator_report_day"]
        has_cadence = isinstance(obj, ActionPlan) and bool(obj.cadence)
        chosen = ["slug"] if obj else []
        return [*self.readonly_fields, *chosen, *(days if has_cadence else [])]

    def save_model(self, request: HttpRequest, obj: ActionPlan, form: Any, change: bool) -> None:
        """What is owed follows the period and the rules for days."""
        super().save_model(request, obj, form, change)
        if change and DATES_FOLLOW & set(form.changed_data):
            by, today = signed_in(request.user), business_today()
            plan_changed.send(ActionPlan, plan=obj, by=by, today=today)


@admin.register(Indicator)
class IndicatorAdmin(ModelAdmin[Indicator]):
    list_display = ["code", "name_ru", "unit_ru", "source", "concept"]
    list_select_related = ["concept"]
    search_fields = ["code", "name_ru", "name_kk", "name_en"]
    autocomplete_fields = ["concept"]
    inlines = [ValueInline]
