"""What a plan leaves to the next one."""

from django.db.models import Exists, OuterRef, QuerySet

from measures.models import Measure, MeasureState, Obligation, ObligationState
from planner.models import ActionPlan


def unfinished(plan: ActionPlan) -> QuerySet[Measure]:
    """Measures on control, or ended with the plan, on which something was never fulfilled, and
    that no other plan has taken over; in the order of the table, with what a copy needs."""
    left = Obligation.objects.filter(measure=OuterRef("pk")).exclude(
        state__in=(ObligationState.DONE, ObligationState.REMOVED)
    )
    return (
        plan.measures.filter(
            Exists(left),
            state__in=(MeasureState.ON_CONTROL, MeasureState.LAPSED),
            carried_to=None,
        )
        .select_related("section", "deadline", "plan")
        .prefetch_related("executors__agency", "executors__group", "costs")
        .order_by("position")
    )
