"""What a plan leaves to the next one, and what the next one took over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from agencies.models import Agency
from agencies.queries import Heirs
from measures.models import (
    Executor,
    Measure,
    MeasureState,
    MeasureVersion,
    Obligation,
    ObligationState,
)
from measures.queries.succession import PASSES_ON
from planner.models import ActionPlan


def _left(prefix: str = "") -> Q:
    """Owed still, or no longer owed since the measure ended with its plan; `prefix` leads from
    the measure to its obligations."""
    state, changed_on = f"{prefix}state", f"{prefix}changed_on__gte"
    ended_on = F("state_on" if prefix else "measure__state_on")
    lapsed = Q(**{"state" if prefix else "measure__state": MeasureState.LAPSED})
    ended = lapsed & Q(**{state: ObligationState.WITHDRAWN, changed_on: ended_on})
    return Q(**{f"{state}__in": PASSES_ON}) | ended


def unfinished(plan: ActionPlan) -> QuerySet[Measure]:
    """Measures on control, or ended with the plan, on which something was never fulfilled, and
    that no other plan has taken over; in the order of the table, with what a copy needs."""
    left = Obligation.objects.filter(_left(), measure=OuterRef("pk"))
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


def left_over(plan: ActionPlan, today: date) -> QuerySet[Measure]:
    """The unfinished with `left` and `late` reports and the first date `first_due` of them; late
    on the day on which the measure ended, or today."""
    left = _left("obligations__")
    past = Q(obligations__due_on__lt=Coalesce("state_on", today))
    late = left & past & ~Q(obligations__kind="continuous") & ~Q(obligations__state="submitted")
    return unfinished(plan).annotate(
        left=Count("obligations", filter=left),
        late=Count("obligations", filter=late),
        first_due=Min("obligations__due_on", filter=left),
    )


def sources_for(target: ActionPlan, headed: Iterable[int], today: date) -> list[ActionPlan]:
    """Plans to take over from, the stage before first: those of the same Concept that ended or
    end before this one starts. `headed`: bodies (ids) whose plans the person coordinates."""
    ended = Q(ends_on__lt=max(today, target.starts_on)) | Q(repealed_on__isnull=False)
    rows = ActionPlan.objects.filter(
        Q(pk=target.previous_id) | Q(concept=target.concept_id) & ended, coordinator__in=headed
    ).exclude(pk=target.pk)
    return sorted(rows.order_by("-ends_on"), key=lambda plan: plan.pk != target.previous_id)


def taken_over_by(measure: Measure, as_of: date | None = None) -> QuerySet[Measure]:
    """Measures of later plans that came from this one; of a past day those known then."""
    rows = Measure.objects.filter(carried_from=measure.pk).select_related("plan")
    if as_of is None:
        return rows
    known = MeasureVersion.objects.in_force(as_of)
    return rows.filter(pk__in=known.values("measure"))


@dataclass(frozen=True)
class Answering:
    """Who answers now for a body that an earlier plan names."""

    heirs: Heirs
    standing: dict[int, Agency]

    @classmethod
    def known(cls) -> "Answering":
        """Two statements."""
        return cls(Heirs.known(), Agency.objects.filter(abolished_on=None).in_bulk())

    def for_(self, one: Executor) -> Agency | None:
        """The body itself while it stands, or where nobody came after it; None for a group."""
        if one.agency is None or one.agency.abolished_on is None:
            return one.agency
        return self.standing.get(self.heirs.of(one.agency.pk, self.standing), one.agency)
