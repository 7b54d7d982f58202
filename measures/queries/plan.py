"""The plan as its official table, with where each measure stands."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from measures.models import Measure, MeasureState, Obligation, ObligationState
from measures.queries.search import with_words
from measures.rules.lateness import Status, status_of
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
    counted: dict[int, Counter[Status]] = defaultdict(Counter)
    next_due: dict[int, date] = {}
    for pk, count, facts in _grouped(measures):
        status = status_of(**facts, today=today)
        counted[pk][status] += count
        due_on = facts["due_on"]
        if status in AHEAD and due_on and due_on >= today:
            next_due[pk] = min(due_on, next_due.get(pk, due_on))
    return {one.pk: _stand(one, counted[one.pk], next_due.get(one.pk)) for one in measures}


def _grouped(measures: Sequence[Measure]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """(measure, how many, what the status depends on): bodies of a group share one row."""
    facts = ("state", "kind", "due_on", "done_on")
    rows = Obligation.objects.filter(measure__in=measures).order_by()
    for pk, *values, count in rows.values_list("measure", *facts).annotate(Count("pk")):
        yield pk, count, dict(zip(facts, values, strict=True))


AHEAD = (Status.IN_PROGRESS, Status.NOT_DUE, Status.CONTINUOUS, Status.RETURNED)


def _stand(measure: Measure, counted: Counter[Status], next_due_on: date | None) -> Stand:
    if measure.state != MeasureState.ON_CONTROL:
        return Stand(Status.REMOVED, 0, None)
    return Stand(summary(counted), counted[Status.OVERDUE], next_due_on)
