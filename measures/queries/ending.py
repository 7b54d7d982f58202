"""What ends when a plan loses force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from measures.models import Measure, MeasureState, Obligation
from planner.models import ActionPlan, Concept


@dataclass(frozen=True)
class Ending:
    """How many measures end, how many reports are not owed any more, how many wait for review."""

    plan: ActionPlan
    measures: int
    reports: int
    in_review: int


def what_ends(plans: Sequence[ActionPlan]) -> list[Ending]:
    """Of each plan, in their order; two statements."""
    on_control = Measure.objects.on_control().filter(plan__in=plans)
    measures = dict(on_control.order_by().values_list("plan").annotate(Count("pk")))
    handed_in, open_ = Q(state="submitted"), Q(state__in=("open", "returned"))
    owed = Obligation.objects.filter(
        measure__plan__in=plans, measure__state=MeasureState.ON_CONTROL
    )
    counted = (
        owed.order_by()
        .values_list("measure__plan")
        .annotate(open=Count("pk", filter=open_), handed_in=Count("pk", filter=handed_in))
    )
    reports = {plan: (number, waiting) for plan, number, waiting in counted}
    return [Ending(one, measures.get(one.pk, 0), *reports.get(one.pk, (0, 0))) for one in plans]


def plans_in_force(concept: Concept) -> list[ActionPlan]:
    """Those that end with the Concept."""
    rows = ActionPlan.objects.filter(concept=concept, repealed_on=None)
    return list(rows.select_related("coordinator"))
