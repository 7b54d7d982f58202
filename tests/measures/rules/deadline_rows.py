"""Shorthand for the tables of phrases: dates under a plan for 2008–2010 approved 28.11.2007.

A row is a phrase, its kind, its due dates, and the warnings where there are any.
"""

from calendar import monthrange
from datetime import date

from measures.rules.deadlines import Kind

ONCE, RECURRING, CONTINUOUS, EVENT, UNDECIDED = Kind
YEARS = (2008, 2009, 2010)
Row = tuple[str, Kind, tuple[date, ...]] | tuple[str, Kind, tuple[date, ...], tuple[str, ...]]


def days(*iso: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in iso)


def each(*places: str) -> tuple[date, ...]:
    """The same days in every year of the plan."""
    return days(*(f"{year}-{place}" for year in YEARS for place in places))


def ends(step: int) -> tuple[date, ...]:
    months = range(step, 13, step)
    return tuple(date(y, m, monthrange(y, m)[1]) for y in YEARS for m in months)


def _after(step: int, day: int) -> tuple[date, ...]:
    """That day of the month after each period, the first one not in the plan included."""
    return tuple(date(y + m // 12, m % 12 + 1, day) for y in YEARS for m in range(step, 13, step))


def after_month(day: int) -> tuple[date, ...]:
    return _after(1, day)


def after_quarter(day: int) -> tuple[date, ...]:
    return _after(3, day)


def after_half(day: int) -> tuple[date, ...]:
    return _after(6, day)


def after_year(day: int) -> tuple[date, ...]:
    return _after(12, day)


MONTH_ENDS, QUARTER_ENDS, HALF_ENDS, YEAR_ENDS = ends(1), ends(3), ends(6), ends(12)
