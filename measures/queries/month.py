"""What a plan asks for on each day of a month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min

from agencies.queries_days import Month, ShownDay, calendar_month
from measures.models import Measure
from measures.queries.standing import measures_in_order
from measures.queries.then import owed_on
from measures.rules.lateness import Status
from measures.rules.summary import GRAVITY
from planner.models import ActionPlan

FIRST_OF_A_DAY = 3


@dataclass(frozen=True)
class Due:
    """A measure due on a day: how many bodies owe a report on it, the gravest of their statuses.

    `measure` is at hand for the first of a day, and for all of the day that is asked for.
    """

    pk: int
    due_on: date
    status: Status
    bodies: int
    measure: Measure | None = None


@dataclass(frozen=True)
class DueDay:
    """`first` are shown, the gravest first; `count` measures are due in all."""

    shown: ShownDay
    due: Sequence[Due]
    first: Sequence[Due]

    @property
    def count(self) -> int:
        return len(self.due)

    @property
    def rest(self) -> int:
        return len(self.due) - len(self.first)

    @property
    def late(self) -> int:
        return sum(one.status == Status.OVERDUE for one in self.due)


@dataclass(frozen=True)
class DueMonth:
    """`weeks` of seven days, None for those of other months."""

    weeks: list[list[DueDay | None]]

    @property
    def days(self) -> list[DueDay]:
        return [day for week in self.weeks for day in week if day]

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)

    def day(self, asked: date) -> DueDay | None:
        return next((one for one in self.days if one.shown.day == asked), None)


def due_in_month(
    plan: ActionPlan, first: date, day: date, *, agency: str = "", past: bool = False
) -> DueMonth:
    """The month that begins on `first`, as of `day`; four statements, of a past day seven.

    `agency`: the code of a body; only what it owes is told then.
    """
    calendar = calendar_month(first.year, first.month)
    due = _due(plan, calendar, day, agency=agency, past=past)
    firsts = [one.pk for found in due.values() for one in found[:FIRST_OF_A_DAY]]
    return _month(calendar, due, _measures(firsts, day, past=past))


def _measures(ids: Iterable[int], day: date, *, past: bool) -> dict[int, Measure]:
    found = measures_in_order(list(dict.fromkeys(ids)), day, past=past)
    return {one.pk: one for one in found}


def _due(
    plan: ActionPlan, month: Month, day: date, *, agency: str, past: bool
) -> dict[date, list[Due]]:
    days = (month.days[0].day, month.days[-1].day)
    owed = owed_on(day, past=past).filter(measure__plan=plan, due_on__range=days)
    if agency:
        owed = owed.filter(agency__code=agency)
    found: dict[date, list[Due]] = {}
    for pk, due_on, gravest, bodies in _grouped(owed.with_gravity(day)):
        found.setdefault(due_on, []).append(Due(pk, due_on, GRAVITY[gravest], bodies))
    return found


def _grouped(owed: Any) -> Any:
    """One statement: measures of a day, the gravest first, then in the plan's order."""
    named = owed.order_by().values_list("measure", "due_on")
    counted = named.annotate(gravest=Min("gravity"), bodies=Count("agency"))
    return counted.order_by("due_on", "gravest", "measure__position")


def _month(
    calendar: Month, due: Mapping[date, list[Due]], measures: Mapping[int, Measure]
) -> DueMonth:
    return DueMonth(
        [[_day(one, due, measures) if one else None for one in week] for week in calendar.weeks]
    )


def _day(shown: ShownDay, due: Mapping[date, list[Due]], measures: Mapping[int, Measure]) -> DueDay:
    found = due.get(shown.day, [])
    return DueDay(shown, found, with_measures(found[:FIRST_OF_A_DAY], measures))


def with_measures(due: Iterable[Due], measures: Mapping[int, Measure]) -> list[Due]:
    return [Due(one.pk, one.due_on, one.status, one.bodies, measures.get(one.pk)) for one in due]


def listed(due: Sequence[Due], day: date, *, past: bool = False) -> list[Due]:
    """A page of a day's list, measures at hand; one statement, of a past day four."""
    return with_measures(due, _measures((one.pk for one in due), day, past=past))
