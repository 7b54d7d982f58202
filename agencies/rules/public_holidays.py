"""Kazakhstan's days off and moved working days as the `holidays` package knows them.

The package holds the public holidays of each year, the days off in lieu of those that fall on a
weekend, and the transfers that acts decided up to its release. What it does not know yet stands
in the database as a correction.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache, reduce
from types import MappingProxyType
from typing import Final, NamedTuple

import holidays

from agencies.rules.holiday_names import (
    HOLIDAYS,
    Names,
    both,
    day_off_moved,
    estimated,
    in_lieu,
    working_day_moved,
)

# The package begins with 1991, independent Kazakhstan in the middle of December of that year.
FIRST_YEAR: Final = 1992
LAST_YEAR: Final = 2100
LANGUAGE: Final = "kk"
MOVED: Final = re.compile(r"Демалыс күні \((?P<from>\d\d\.\d\d\.\d{4}) бастап ауыстырылды\)")
OBSERVED: Final = " (қайта белгіленген демалыс)"
ESTIMATED: Final = " (бағаланған)"


class KnownDay(NamedTuple):
    """`kind` is "holiday" for a day off, "working" for a moved working day."""

    kind: str
    names: Names


@cache
def known_days(year: int) -> Mapping[date, KnownDay]:
    """Days of the year that differ from their weekday, holidays on a weekend among them.

    Empty outside FIRST_YEAR..LAST_YEAR. Reckoned once for each year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    told = holidays.country_holidays("KZ", years=year, language=LANGUAGE)
    days = {day: KnownDay("holiday", _names(told.get_list(day))) for day in sorted(told)}
    instead = {one: _stead(one, year) for one in told.weekend_workdays if one.year == year}
    days |= {day: KnownDay("working", names) for day, names in instead.items()}
    return MappingProxyType(dict(sorted(days.items())))


def known_between(first: date, last: date) -> dict[date, str]:
    """{day: "holiday" | "working"}, both ends included."""
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    return {
        day: known.kind
        for year in years
        for day, known in known_days(year).items()
        if first <= day <= last
    }


def _names(written: list[str]) -> Names:
    return reduce(both, map(_name, sorted(written)))


def _name(written: str) -> Names:
    """`written` as the package has it in Kazakh, marks for "in lieu" and "estimated" included."""
    if moved := MOVED.fullmatch(written):
        return day_off_moved(_date(moved["from"]))
    if written.endswith(OBSERVED):
        return in_lieu(_name(written.removesuffix(OBSERVED)))
    if written.endswith(ESTIMATED):
        return estimated(_name(written.removesuffix(ESTIMATED)))
    return HOLIDAYS.get(written, Names(written, written, written))


def _stead(working: date, year: int) -> Names:
    """The name of a moved working day; the day off it pays for may lie in the next year."""
    return next(working_day_moved(off) for off, day in _transfers(year) if day == working)


def _transfers(year: int) -> Iterator[tuple[date, date]]:
    """(day off, working day) of this year and of its neighbours."""
    told = holidays.country_holidays("KZ", years=(year - 1, year, year + 1), language=LANGUAGE)
    for day, written in told.items():
        if moved := MOVED.search(written):
            yield day, _date(moved["from"])


def _date(written: str) -> date:
    return datetime.strptime(written, "%d.%m.%Y").date()  # noqa: DTZ007 (a day has no zone)
