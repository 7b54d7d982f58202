"""The periods that a plan is reported on: by month, quarter, half-year or year, or by own dates.

A plan's cadence is a row of stretches; each holds from a day on, until the next one begins. So what
was reported by quarters stays so when the plan goes over to half-years.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, NamedTuple, Self

DAY = timedelta(days=1)
LONGEST_LABEL: Final = 20  # as an occurrence of a report owed holds it


class Cadence(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    OWN = "own"


MONTHS: Final = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF: 6, Cadence.YEAR: 12}
LABELS: Final = {
    Cadence.MONTH: re.compile(r"(\d{4})M(0[1-9]|1[0-2])"),
    Cadence.QUARTER: re.compile(r"(\d{4})Q([1-4])"),
    Cadence.HALF: re.compile(r"(\d{4})H([12])"),
    Cadence.YEAR: re.compile(r"(\d{4})()"),
}
SHAPES: Final = {
    Cadence.MONTH: "{year:04d}M{number:02d}",
    Cadence.QUARTER: "{year:04d}Q{number}",
    Cadence.HALF: "{year:04d}H{number}",
    Cadence.YEAR: "{year:04d}",
}


class Named(NamedTuple):
    """A month, quarter, half-year or year of the calendar; `number` counts them within the year."""

    cadence: Cadence
    year: int
    number: int

    @classmethod
    def of(cls, cadence: Cadence, day: date) -> Self:
        return cls(cadence, day.year, (day.month - 1) // MONTHS[cadence] + 1)

    @property
    def label(self) -> str:
        """2009M07, 2009Q2, 2009H1, 2009."""
        return SHAPES[self.cadence].format(year=self.year, number=self.number)

    @property
    def starts_on(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS[self.cadence] + 1, 1)

    @property
    def ends_on(self) -> date:
        return month_after(self.starts_on, MONTHS[self.cadence]) - DAY


def named(label: str) -> Named | None:
    """What a label of the calendar names: "2009Q2" the second quarter; None for any other text."""
    for cadence, shape in LABELS.items():
        if (found := shape.fullmatch(label)) and int(found[1]):
            return Named(cadence, int(found[1]), int(found[2] or 1))
    return None


def month_after(day: date, months: int = 1) -> date:
    """The first day of the month that comes so many months after that of `day`."""
    months += day.year * 12 + day.month - 1
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """A period, both days included; executors report by one day after it, the coordinating body by
    the same or a later one."""

    label: str
    starts_on: date
    ends_on: date
    executors_due_on: date
    coordinator_due_on: date


class OwnPeriod(NamedTuple):
    """A period with dates of its own; it begins when the one before it ends."""

    label: str
    ends_on: date
    executors_due_on: date
    coordinator_due_on: date


@dataclass(frozen=True)
class Stretch:
    """How a plan is reported on since a day. The two days (1 to 28) are those of the month after a
    period; own periods have theirs written out, in order."""

    since: date
    cadence: Cadence = Cadence.QUARTER
    executors_day: int = 5
    coordinator_day: int = 20
    own: tuple[OwnPeriod, ...] = ()

    @classmethod
    def read(cls, written: dict[str, Any]) -> Self:
        """From JSON values; see `written`."""
        return cls(
            date.fromisoformat(written["since"]),
            Cadence(written["cadence"]),
            written["executors_day"],
            written["coordinator_day"],
            tuple(
                OwnPeriod(label, *map(date.fromisoformat, days)) for label, *days in written["own"]
            ),
        )

    def written(self) -> dict[str, Any]:
        """JSON values, days in ISO."""
        own = [[one.label, *(day.isoformat() for day in one[1:])] for one in self.own]
        return {
            "since": self.since.isoformat(),
            "cadence": self.cadence.value,
            "executors_day": self.executors_day,
            "coordinator_day": self.coordinator_day,
            "own": own,
        }


def periods(stretches: Sequence[Stretch], starts_on: date, ends_on: date) -> Iterator[Period]:
    """Every period with a day in the plan, in order.

    The first stretch holds from the plan's beginning, whatever its day; the first period of the
    calendar and the last one are whole though the plan begins or ends within them. A later stretch
    begins on its day: what of its first period lies before it belongs to the stretch before.
    """
    for at, stretch in enumerate(stretches):
        first = max(starts_on, stretch.since) if at else starts_on
        after = stretches[at + 1].since if at + 1 < len(stretches) else None
        until = min(ends_on, after - DAY) if after else ends_on
        if stretch.cadence == Cadence.OWN:
            yield from _own(stretch, first, until)
        else:
            yield from _of_calendar(stretch, first, until, whole=not at, last=after)


def _own(stretch: Stretch, first: date, until: date) -> Iterator[Period]:
    begins = first
    for one in stretch.own:
        if begins > until:
            return
        if one.ends_on >= begins:
            yield Period(one.label, begins, *one[1:])
            begins = one.ends_on + DAY


def _of_calendar(
    stretch: Stretch, first: date, until: date, *, whole: bool, last: date | None
) -> Iterator[Period]:
    day = first
    while day <= until:
        one = Named.of(stretch.cadence, day)
        begins = one.starts_on if whole else max(one.starts_on, first)
        ends = min(one.ends_on, last - DAY) if last else one.ends_on
        yield dated(stretch, one.label, begins, ends)
        day = one.ends_on + DAY


def dated(stretch: Stretch, label: str, starts_on: date, ends_on: date) -> Period:
    """With the two days of the month after it: 2009Q2, 5 and 20 → 5 and 20 July 2009."""
    month = month_after(ends_on)
    executors = month.replace(day=stretch.executors_day)
    coordinator = month.replace(day=stretch.coordinator_day)
    return Period(label, starts_on, ends_on, executors, max(executors, coordinator))


def over(found: Iterable[Period], day: date) -> list[Period]:
    """Those that ended before `day` and are reported by executors on it or later."""
    return [one for one in found if one.ends_on < day <= one.executors_due_on]


class Fault(NamedTuple):
    """What is wrong with the own period in place `at` (from 0), and in which part of it."""

    at: int
    code: str
    part: str


def faults(own: Sequence[OwnPeriod], since: date, taken: Iterable[str] = ()) -> list[Fault]:
    """What keeps a list of own periods from being used; `taken`: labels that the plan has.

    Codes: "label_missing", "label_long", "label_of_calendar", "label_twice", "too_short" (a period
    has two days at least), "executors_early" (not after its end), "executors_order" (not after
    those of the period before), "coordinator_early" (before the executors).
    """
    begins, seen, found = since, set(taken), []
    for at, one in enumerate(own):
        found += [Fault(at, code, "label") for code in _label_faults(one.label, seen)]
        if one.ends_on <= begins:
            found.append(Fault(at, "too_short", "ends_on"))
        if one.executors_due_on <= one.ends_on:
            found.append(Fault(at, "executors_early", "executors_due_on"))
        if one.coordinator_due_on < one.executors_due_on:
            found.append(Fault(at, "coordinator_early", "coordinator_due_on"))
        begins = one.ends_on + DAY
        seen.add(one.label)
    disordered = enumerate(pairwise(own), start=1)
    return found + [
        Fault(at, "executors_order", "executors_due_on")
        for at, (before, after) in disordered
        if after.executors_due_on <= before.executors_due_on
    ]


def _label_faults(label: str, seen: set[str]) -> Iterator[str]:
    if not label:
        yield "label_missing"
    elif len(label) > LONGEST_LABEL:
        yield "label_long"
    elif named(label.upper()):
        yield "label_of_calendar"
    elif label in seen:
        yield "label_twice"
