"""The plan as its official table, with where each measure stands."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from measures.models import Measure, MeasureState, MeasureVersion, ObligationState
from measures.queries.search import with_words
from measures.queries.then import PastMeasures, owed_on
from measures.querysets import OwedQuerySet
from measures.rules.lateness import Status, status_of
from measures.rules.summary import summary
from planner.models import ActionPlan, Amendment, AmendmentState


@dataclass(frozen=True)
class Asked:
    """Filters of the plan: ids of section and direction, code of an agency, a `show`, words."""

    section: int | None = None
    direction: int | None = None
    agency: str = ""
    show: str = ""
    text: str = ""


def plans(as_of: date | None = None) -> QuerySet[ActionPlan]:
    """Newest first, with `on_control` and `removed` counts of measures; one statement.

    `as_of`: plans that were known by the end of that day, and their measures then.
    """
    rows = ActionPlan.objects.select_related("concept", "coordinator")
    known = rows if as_of is None else rows.filter(Exists(_versions(as_of)))
    counts = {name: _counted(state, as_of) for name, state in COUNTED.items()}
    return known.annotate(**counts).order_by("-starts_on", "slug")


COUNTED = {"on_control": MeasureState.ON_CONTROL, "removed": MeasureState.REMOVED}


def _versions(as_of: date) -> QuerySet[MeasureVersion]:
    return MeasureVersion.objects.in_force(as_of).filter(plan=OuterRef("pk"))


def _counted(state: MeasureState, as_of: date | None) -> Any:
    if as_of is None:
        return Count("measures", filter=Q(measures__state=state))
    then = _versions(as_of).filter(state=state).order_by().values("plan")
    return Coalesce(Subquery(then.annotate(n=Count("pk")).values("n")), 0)


def amendments_of(
    plan: ActionPlan, as_of: date | None = None, *, with_drafts: bool = False
) -> QuerySet[Amendment]:
    """Acts that have changed the plan or will; drafts are the coordinating body's own. Of a day in
    the past only what was in force by then."""
    if as_of:
        return plan.amendments.filter(applied_on__lte=as_of)
    states = [AmendmentState.APPLIED, AmendmentState.ADOPTED]
    return plan.amendments.filter(state__in=[*states, *[AmendmentState.DRAFT] * with_drafts])


def plan_table(
    plan: ActionPlan, asked: Asked, day: date, *, past: bool = False
) -> QuerySet[Measure] | PastMeasures:
    """In the order of the act; five statements with executors and costs, a past day too.

    `past`: the plan that was in force, and known, at the end of that day.
    """
    if past:
        versions = MeasureVersion.objects.in_force(day).filter(plan=plan)
        return PastMeasures(versions.filter(_asked(asked, day, past=True)), day)
    return (
        Measure.objects.filter(_asked(asked, day, past=False), plan=plan)
        .select_related("section", "deadline")
        .prefetch_related("executors__agency", "executors__group", "costs")
        .order_by("position")
    )


def _asked(asked: Asked, day: date, *, past: bool) -> Q:
    """`measure` or the row itself: versions have the same columns."""
    found, measure = with_words(asked.text), "measure" if past else "pk"
    if asked.section:
        found &= Q(section=asked.section)
    if asked.direction:
        lines = Measure.lines.through.objects.filter(lineofaction__direction=asked.direction)
        found &= Q(**{f"{measure}__in": lines.values("measure")})
    owed = owed_on(day, past=past).filter(measure=OuterRef(measure))
    if asked.agency:
        found &= Q(Exists(owed.filter(agency__code=asked.agency)))
    return found & _shown(asked.show, owed, day) if asked.show else found


def _shown(show: str, owed: "OwedQuerySet[Any]", day: date) -> Q:
    if show == "overdue":
        return Q(Exists(owed.overdue(day)))
    if show == "review":
        return Q(Exists(owed.filter(state=ObligationState.SUBMITTED)))
    if show == "waiting":
        return Q(Exists(owed.filter(state=ObligationState.OPEN, due_on=None)))
    return Q(state=show)


@dataclass(frozen=True)
class Stand:
    """Where a measure stands: its status, how many reports are late, when the next is due."""

    status: Status
    late: int
    next_due_on: date | None


def stands(measures: Sequence[Measure], today: date, *, past: bool = False) -> dict[int, Stand]:
    """By id of the measure; one statement."""
    counted: dict[int, Counter[Status]] = defaultdict(Counter)
    next_due: dict[int, date] = {}
    owed = owed_on(today, past=past).filter(measure__in=[one.pk for one in measures])
    for pk, count, facts in _grouped(owed):
        status = status_of(**facts, today=today)
        counted[pk][status] += count
        due_on = facts["due_on"]
        if status in AHEAD and due_on and due_on >= today:
            next_due[pk] = min(due_on, next_due.get(pk, due_on))
    return {one.pk: _stand(one, counted[one.pk], next_due.get(one.pk)) for one in measures}


def _grouped(owed: "OwedQuerySet[Any]") -> Iterator[tuple[int, int, dict[str, Any]]]:
    """(measure, how many, what the status depends on): bodies of a group share one row."""
    facts = ("state", "kind", "due_on", "done_on")
    for pk, *values, count in owed.order_by().values_list("measure", *facts).annotate(Count("pk")):
        yield pk, count, dict(zip(facts, values, strict=True))


AHEAD = (Status.IN_PROGRESS, Status.NOT_DUE, Status.CONTINUOUS, Status.RETURNED)


def _stand(measure: Measure, counted: Counter[Status], next_due_on: date | None) -> Stand:
    if measure.state != MeasureState.ON_CONTROL:
        return Stand(Status.REMOVED, 0, None)
    return Stand(summary(counted), counted[Status.OVERDUE], next_due_on)
