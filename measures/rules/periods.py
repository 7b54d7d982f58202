"""Stretches of time that people ask for by name, counted from a day."""

from datetime import date, timedelta
from typing import Final

PERIODS: Final = ("this_week", "this_quarter", "last_quarter", "next_quarter", "this_year")
WEEK: Final = timedelta(days=6)


def period(name: str, today: date) -> tuple[date, date]:
    """First and last day; raises KeyError for a name that is not in PERIODS."""
    monday = today - timedelta(days=today.weekday())
    return {
        "this_week": (monday, monday + WEEK),
        "this_quarter": _quarter(today, 0),
        "last_quarter": _quarter(today, -1),
        "next_quarter": _quarter(today, 1),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
    }[name]


def _quarter(day: date, later: int) -> tuple[date, date]:
    """The quarter of a day, or one so many quarters later."""
    number = day.year * 4 + (day.month - 1) // 3 + later
    return _begins(number), _begins(number + 1) - timedelta(days=1)


def _begins(number: int) -> date:
    return date(number // 4, number % 4 * 3 + 1, 1)
