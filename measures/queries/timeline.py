"""Measures along the plan's years: when each begins, and every date on which it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from measures.models import Measure
from measures.queries.then import owed_on
from measures.rules.lateness import Status
from measures.rules.summary import GRAVITY
from planner.models import ActionPlan


@dataclass(frozen=True)
class Mark:
    """A date, how many bodies owe a report by it, and the gravest of their statuses."""

    due_on: date
    status: Status
    bodies: int


@dataclass(frozen=True)
class Row:
    """`begins_on`: since when the deadline stands as it does; `ends_on`: the last date known."""

    measure: Measure
    begins_on: date
    marks: tuple[Mark, ...]

    @property
    def ends_on(self) -> date | None:
        return self.marks[-1].due_on if self.marks else None

    @property
    def by_status(self) -> dict[Status, list[Mark]]:
        """In the order in which a controller would say them."""
        return {
            status: found
            for status in GRAVITY
            if (found := [mark for mark in self.marks if mark.status == status])
        }


def rows(
    plan: ActionPlan, measures: Sequence[Measure], day: date, *, past: bool = False
) -> list[Row]:
    """Of measures of the plan, their deadlines at hand; one statement."""
    found = _marks([one.pk for one in measures], day, past=past)
    return [Row(one, _begins_on(one, plan), tuple(found.get(one.pk, ()))) for one in measures]


def _begins_on(measure: Measure, plan: ActionPlan) -> date:
    deadline = getattr(measure, "deadline", None)
    return (deadline and deadline.in_force_on) or plan.starts_on


def _marks(measures: Iterable[int], day: date, *, past: bool) -> dict[int, list[Mark]]:
    owed = owed_on(day, past=past).filter(measure__in=measures, due_on__isnull=False)
    dated = owed.with_gravity(day).order_by("due_on").values_list("measure", "due_on")
    found: dict[int, list[Mark]] = {}
    for pk, due_on, gravest, bodies in dated.annotate(Min("gravity"), Count("agency")):
        found.setdefault(pk, []).append(Mark(due_on, GRAVITY[gravest], bodies))
    return found
