"""Quarters: "2009Q2" ↔ dates, and the two reporting days of the month after a quarter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

LABEL = re.compile(r"(\d{4})Q([1-4])")
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; `number` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, label: str) -> Self:
        """ "2009Q2" → Quarter(2009, 2). Raises ValueError for anything else."""
        found = LABEL.fullmatch(label.strip().upper())
        if not found:
            raise ValueError(f"“{label}” is not a quarter; write it as in 2009Q2")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def label(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    @property
    def starts_on(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def ends_on(self) -> date:
        return self.next.starts_on - DAY

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def report_day(self, day: int) -> date:
        """Day `day` (1 to 28) of the month after the quarter: (2009Q2, 5) → 5 July 2009."""
        return self.next.starts_on.replace(day=day)

    def reporting_window(self, day: int) -> tuple[date, date]:
        """First and last day whose reports belong to this round when executors report by `day`.

        Windows follow each other without a gap: a report due on 5 July is about the second
        quarter, one due on 6 July is about the third.
        """
        return self.starts_on.replace(day=day) + DAY, self.report_day(day)


def quarters_between(starts_on: date, ends_on: date) -> Iterator[Quarter]:
    """Every quarter with a day in the period, in order; none when it ends before it starts."""
    quarter, last = Quarter.of(starts_on), Quarter.of(ends_on)
    while quarter <= last:
        yield quarter
        quarter = quarter.next
