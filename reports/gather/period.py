"""Which obligations and reports belong to a round."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from measures.querysets import NOT_HANDED_IN
from reports.gather.owed import Owed
from reports.gather.plain import Row
from reports.models import ReportingRound
from reports.rules.quarters import Quarter

QUARTERLY = "continuous"


@dataclass(frozen=True)
class Period:
    """The reporting window of a round, which follows the executors' days without a gap."""

    label: str
    opens_on: date
    closes_on: date
    day: date

    @classmethod
    def of(cls, round_: ReportingRound, day: date) -> Self:
        opens_on, closes_on = Quarter.parse(round_.label).reporting_window(
            round_.executors_due_on.day
        )
        if Quarter.of(round_.plan.starts_on).label == round_.label:
            opens_on = min(opens_on, round_.plan.starts_on)
        return cls(round_.label, opens_on, closes_on, day)

    def covers(self, day: date | None) -> bool:
        return day is not None and self.opens_on <= day <= self.closes_on

    def owes(self, one: Owed) -> bool:
        """Continuous work by its quarter; the rest by its written date, or the date moved to."""
        if one.kind == QUARTERLY:
            return one.occurrence == self.label
        if one.due_on is None or one.due_on != one.first_due_on:
            return self.covers(one.due_on)
        return self.covers(one.written_on or one.due_on)

    def reports_of(self, one: Owed) -> list[Row]:
        """What was handed in on it by the report's day and belongs to this round."""
        whole = self.owes(one)
        return [row for row in one.reports if whole or self.covers(row["submitted_on"])]

    def is_out(self, one: Owed) -> bool:
        """Owed in this round, its date past on the report's day, and not handed in."""
        if not self.owes(one) or one.state not in NOT_HANDED_IN:
            return False
        return one.due_on is not None and one.due_on < self.day
