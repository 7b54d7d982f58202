"""From a deadline to what is owed when: named occurrences with dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.rules.working_days import days_away
from planner.rules.periods import Period

MONTH = 31


@dataclass(frozen=True)
class Occurrence:
    """`name` is for good ("2009-07-10", "2009Q2", "event"); `due_on` None waits for a date."""

    name: str
    due_on: date | None


def occurrences(
    *, kind: str, due: Iterable[str], periods: Iterable[Period], since: date
) -> list[Occurrence]:
    """Dated ones by their written day; continuous work once in each period of the plan that ends on
    `since` or later; others wait."""
    if kind in ("once", "recurring"):
        return [Occurrence(day, date.fromisoformat(day)) for day in due]
    if kind == "continuous":
        left = (one for one in periods if one.ends_on >= since)
        return [Occurrence(one.label, one.executors_due_on) for one in left]
    return [Occurrence(kind, None)]


def span(days: Iterable[date | None]) -> tuple[date, date] | None:
    """First and last of the known days, a month wider on both sides for working-day arithmetic."""
    known = [day for day in days if day]
    return (days_away(min(known), -MONTH), days_away(max(known), MONTH)) if known else None
