"""From a deadline to what is owed when: named occurrences with dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from agencies.rules.working_days import days_away

MONTH = 31


@dataclass(frozen=True)
class Occurrence:
    """`name` is for good ("2009-07-10", "2009Q2", "event"); `due_on` None waits for a date."""

    name: str
    due_on: date | None


def quarters(starts_on: date, ends_on: date) -> Iterator[tuple[int, int]]:
    """(year, quarter) for every quarter that has a day in the period."""
    year, quarter = starts_on.year, (starts_on.month + 2) // 3
    while (year, quarter) <= (ends_on.year, (ends_on.month + 2) // 3):
        yield year, quarter
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)


def day_after_quarter(year: int, quarter: int, day: int) -> date:
    """Day `day` of the month after the quarter, e.g. (2009, 2, 5) → 5 July 2009."""
    return date(year + 1, 1, day) if quarter == 4 else date(year, quarter * 3 + 1, day)


def quarters_over(starts_on: date, ends_on: date, report_day: int, day: date) -> list[str]:
    """Names of the quarters that ended before `day` and are reported on it or later."""
    return [
        f"{year}Q{quarter}"
        for year, quarter in quarters(starts_on, ends_on)
        if day_after_quarter(year, quarter, 1)
        <= day
        <= day_after_quarter(year, quarter, report_day)
    ]


def occurrences(
    *, kind: str, due: Iterable[str], starts_on: date, ends_on: date, report_day: int
) -> list[Occurrence]:
    """Dated ones by their written day; continuous work once a quarter; others wait."""
    if kind in ("once", "recurring"):
        return [Occurrence(day, date.fromisoformat(day)) for day in due]
    if kind == "continuous":
        return [
            Occurrence(f"{year}Q{quarter}", day_after_quarter(year, quarter, report_day))
            for year, quarter in quarters(starts_on, ends_on)
        ]
    return [Occurrence(kind, None)]


def span(days: Iterable[date | None]) -> tuple[date, date] | None:
    """First and last of the known days, a month wider on both sides for working-day arithmetic."""
    known = [day for day in days if day]
    return (days_away(min(known), -MONTH), days_away(max(known), MONTH)) if known else None
