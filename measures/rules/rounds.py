"""Which quarter a report owed is counted in: it follows the executors' reporting day, so that
quarters have neither gap nor overlap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from measures.rules.quarters import Quarter, quarters_between


@dataclass(frozen=True)
class Window:
    """The days whose reports belong to the quarter `label`, both included."""

    label: str
    opens_on: date
    closes_on: date

    @classmethod
    def of(cls, label: str, *, report_day: int, plan_starts_on: date) -> Self:
        """`report_day` 1 to 28; the plan's first quarter takes in all its days before."""
        opens_on, closes_on = Quarter.parse(label).reporting_window(report_day)
        if Quarter.of(plan_starts_on).label == label:
            opens_on = min(opens_on, plan_starts_on)
        return cls(label, opens_on, closes_on)

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
        """Continuous work by its quarter; the rest by its written date, or the date moved to."""
        if kind == "continuous":
            return occurrence == self.label
        if due_on is None or due_on != first_due_on:
            return self.covers(due_on)
        return self.covers(written_on or due_on)


def windows(starts_on: date, ends_on: date, *, report_day: int, until: date) -> Iterator[Window]:
    """Of a plan's quarters that had begun on a day, in order."""
    for quarter in quarters_between(starts_on, min(ends_on, until)):
        yield Window.of(quarter.label, report_day=report_day, plan_starts_on=starts_on)
