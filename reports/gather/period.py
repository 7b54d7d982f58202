"""Which obligations and reports belong to a round."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from measures.rules.discipline import is_out
from measures.rules.rounds import Window
from reports.gather.owed import Owed
from reports.gather.plain import Row
from reports.models import ReportingRound


@dataclass(frozen=True)
class Period:
    """The reporting window of a round, as of a day."""

    window: Window
    day: date

    @classmethod
    def of(cls, round_: ReportingRound, day: date) -> Self:
        return cls(round_.window, day)

    @property
    def opens_on(self) -> date:
        return self.window.opens_on

    @property
    def closes_on(self) -> date:
        return self.window.closes_on

    def covers(self, day: date | None) -> bool:
        return self.window.covers(day)

    def owes(self, one: Owed) -> bool:
        return self.window.owes(
            kind=one.kind,
            occurrence=one.occurrence,
            written_on=one.written_on,
            due_on=one.due_on,
            first_due_on=one.first_due_on,
        )

    def reports_of(self, one: Owed) -> list[Row]:
        """What was handed in on it by the report's day and belongs to this round."""
        whole = self.owes(one)
        return [row for row in one.reports if whole or self.covers(row["submitted_on"])]

    def is_out(self, one: Owed) -> bool:
        """Owed in this round, its date past on the report's day, and not handed in."""
        return self.owes(one) and is_out(state=one.state, due_on=one.due_on, day=self.day)


def ahead_of(round_: ReportingRound, period: Period) -> tuple[date, date]:
    """First and last day of what is still ahead: from the report's day to the next round's close.

    The next round is as many months long as this one; a day that its month has not becomes the
    month's last. Empty (the first day after the last) for an edition made much later.
    """
    months = 12 * (round_.ends_on.year - round_.starts_on.year)
    months += round_.ends_on.month - round_.starts_on.month + 1
    return period.day, _later(period.closes_on, months)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))
