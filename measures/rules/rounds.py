"""Which period a report owed is counted in: it follows the executors' reporting day, so that
periods have neither gap nor overlap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.rules.periods import DAY, Period


@dataclass(frozen=True)
class Window:
    """The days whose reports belong to the period `label`, both included."""

    label: str
    opens_on: date
    closes_on: date

    def covers(self, day: date | None) -> bool:
        return day is not None and self.opens_on <= day <= self.closes_on

    def owes(
        self,
        *,
        kind: str,
        occurrence: str,
        written_on: date | None,
        due_on: date | None,
        first_due_on: date | None,
    ) -> bool:
        """Continuous work by its period; the rest by its written date, or the date moved to."""
        if kind == "continuous":
            return occurrence == self.label
        return self.covers(counted_on(written_on, due_on, first_due_on))


def counted_on(
    written_on: date | None, due_on: date | None, first_due_on: date | None
) -> date | None:
    """The day by which a dated report belongs to a period: where it was moved to, if it was."""
    if due_on is None or due_on != first_due_on:
        return due_on
    return written_on or due_on


def windows(periods: Iterable[Period], *, plan_starts_on: date) -> Iterator[Window]:
    """Each opens the day after the executors' day of the period before; the first takes in all its
    days before, and the plan's."""
    opens_on = None
    for one in periods:
        opens_on = opens_on or min(plan_starts_on, one.starts_on)
        yield Window(one.label, opens_on, one.executors_due_on)
        opens_on = one.executors_due_on + DAY
