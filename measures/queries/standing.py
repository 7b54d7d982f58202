"""Where the measures of a plan stand, all of them at once."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery

from measures.models import Measure, MeasureState, MeasureVersion
from measures.queries.then import owed_on, worded_on
from measures.rules.lateness import Status
from measures.rules.summary import GRAVITY
from planner.models import ActionPlan


def statuses(plan: ActionPlan, day: date, *, past: bool = False) -> dict[int, Status]:
    """By id of the measure, in the order of the plan's table; two statements.

    The same as plan.stands says of each, counted by the database: a plan of ten thousand measures
    has its statuses in a blink.
    """
    owed = owed_on(day, past=past).filter(measure__plan=plan).with_gravity(day).order_by()
    gravest = dict(owed.values_list("measure").annotate(Min("gravity")))
    return {pk: _status(state, gravest.get(pk)) for pk, state in _states(plan, day, past=past)}


def _status(state: str, gravest: int | None) -> Status:
    if state != MeasureState.ON_CONTROL:
        return Status.REMOVED
    return Status.WAITING if gravest is None else GRAVITY[gravest]


def counts_by_plan(day: date, *, past: bool = False) -> dict[int, Counter[Status]]:
    """Measures by status, by id of the plan; one statement over all plans."""
    rows: QuerySet[Any] = (
        MeasureVersion.objects.in_force(day) if past else Measure.objects.order_by()
    )
    owed = owed_on(day, past=past).filter(measure=OuterRef("measure" if past else "pk"))
    gravest = owed.with_gravity(day).order_by("gravity").values("gravity")[:1]
    counted = rows.order_by().annotate(gravest=Subquery(gravest))
    found: dict[int, Counter[Status]] = {}
    named = counted.values_list("plan", "state", "gravest")
    for plan, state, place, count in named.annotate(Count("pk")):
        found.setdefault(plan, Counter())[_status(state, place)] += count
    return found


def _states(plan: ActionPlan, day: date, *, past: bool) -> list[tuple[int, str]]:
    if past:
        versions = MeasureVersion.objects.in_force(day).filter(plan=plan)
        return list(versions.order_by("measure__position").values_list("measure", "state"))
    return list(Measure.objects.filter(plan=plan).order_by("position").values_list("pk", "state"))


def measures_in_order(ids: Sequence[int], day: date, *, past: bool = False) -> list[Measure]:
    """As they read that day; two statements today, five of a day in the past."""
    rows: dict[int, Measure] = (
        worded_on(ids, day)
        if past
        else Measure.objects.select_related("deadline", "section", "plan").in_bulk(ids)
    )
    return [rows[pk] for pk in ids if pk in rows]
