"""The plan as its official table, with where each measure stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from measures.models import Measure, MeasureState, Obligation, ObligationState
from measures.queries.search import with_words
from measures.rules.lateness import Status
from measures.rules.summary import summary
from planner.models import ActionPlan


@dataclass(frozen=True)
class Asked:
    """Filters of the plan: ids of section and direction, code of an agency, a `show`, words."""

    section: int | None = None
    direction: int | None = None
    agency: str = ""
    show: str = ""
    text: str = ""


def plans() -> QuerySet[ActionPlan]:
    """Newest first, with `on_control` and `removed` counts of measures."""
    state = "measures__state"
    return (
        ActionPlan.objects.select_related("concept", "coordinator")
        .annotate(
            on_control=Count("measures", filter=Q(**{state: MeasureState.ON_CONTROL})),
            removed=Count("measures", filter=Q(**{state: MeasureState.REMOVED})),
        )
        .order_by("-starts_on", "slug")
    )


def plan_table(plan: ActionPlan, asked: Asked, today: date) -> QuerySet[Measure]:
    """In the order of the act; five statements with executors and costs."""
    rows = Measure.objects.filter(with_words(asked.text), plan=plan)
    if asked.section:
        rows = rows.filter(section=asked.section)
    if asked.direction:
        lines = Measure.lines.through.objects.filter(lineofaction__direction=asked.direction)
        rows = rows.filter(pk__in=lines.values("measure"))
    if asked.agency:
        rows = rows.filter(_owed(Obligation.objects.filter(agency__code=asked.agency)))
    if asked.show:
        rows = rows.filter(_shown(asked.show, today))
    return (
        rows.select_related("section", "deadline")
        .prefetch_related("executors__agency", "executors__group", "costs")
        .order_by("position")
    )


def _owed(obligations: QuerySet[Obligation]) -> Exists:
    return Exists(obligations.filter(measure=OuterRef("pk")))


def _shown(show: str, today: date) -> Q | Exists:
    obligations = Obligation.objects.all()
    if show == "overdue":
        return _owed(Obligation.objects.overdue(today))
    if show == "review":
        return _owed(obligations.filter(state=ObligationState.SUBMITTED))
    if show == "waiting":
        return _owed(obligations.filter(state=ObligationState.OPEN, due_on=None))
    return Q(state=show)


@dataclass(frozen=True)
class Stand:
    """Where a measure stands: its status, how many reports are late, when the next is due."""

    status: Status
    late: int
    next_due_on: date | None


def stands(measures: Sequence[Measure], today: date) -> dict[int, Stand]:
    """By id of the measure; one statement."""
    counted: dict[int, dict[Status, int]] = defaultdict(dict)
    next_due: dict[int, date] = {}
    rows = Obligation.objects.with_status(today).filter(measure__in=measures).order_by()
    for pk, status, due_on, count in rows.values_list("measure", "status", "due_on").annotate(
        Count("pk")
    ):
        found = counted[pk]
        found[Status(status)] = found.get(Status(status), 0) + count
        if status in AHEAD and due_on and due_on >= today:
            next_due[pk] = min(due_on, next_due.get(pk, due_on))
    return {one.pk: _stand(one, counted[one.pk], next_due.get(one.pk)) for one in measures}


AHEAD = (Status.IN_PROGRESS, Status.NOT_DUE, Status.CONTINUOUS, Status.RETURNED)


def _stand(measure: Measure, counted: dict[Status, int], next_due_on: date | None) -> Stand:
    if measure.state != MeasureState.ON_CONTROL:
        return Stand(Status.REMOVED, 0, None)
    return Stand(summary(counted), counted.get(Status.OVERDUE, 0), next_due_on)
