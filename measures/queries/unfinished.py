"""What a plan leaves to the next one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from measures.models import Measure, MeasureState, Obligation, ObligationState
from measures.querysets import NOT_HANDED_IN
from planner.models import ActionPlan


def unfinished(plan: ActionPlan) -> QuerySet[Measure]:
    """Measures on control, or ended with the plan, on which something was never fulfilled, and
    that no other plan has taken over; in the order of the table, with what a copy needs."""
    owed = Q(state__in=(*NOT_HANDED_IN, ObligationState.SUBMITTED))
    # What an earlier act or a succession had withdrawn was nothing to be done any more.
    ended = Q(state=ObligationState.WITHDRAWN, changed_on__gte=OuterRef("state_on"))
    left = Obligation.objects.filter(owed | ended, measure=OuterRef("pk"))
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
