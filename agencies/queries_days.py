"""The working calendar of a year as its page shows it."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language

from agencies.calendar_log import Change, changes_of
from agencies.models import CalendarDay
from agencies.rules.public_holidays import KnownDay, known_days
from agencies.rules.working_days import is_working
from agencies.translated import ORDER, languages_for

WEEKS: Final = Calendar()  # from Monday


@dataclass(frozen=True)
class ShownDay:
    """`kind` is "holiday", "working" or, where the weekday alone decides, ""."""

    day: date
    works: bool
    kind: str = ""
    name: str = ""
    is_corrected: bool = False

    @property
    def mark(self) -> str:
        return self.kind or ("" if self.works else "weekend")


@dataclass(frozen=True)
class Month:
    """Weeks of seven, None where the week belongs to another month."""

    weeks: list[list[ShownDay | None]]

    @property
    def days(self) -> list[ShownDay]:
        return [one for week in self.weeks for one in week if one]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def named(self) -> list[ShownDay]:
        return [one for one in self.days if one.kind]

    @property
    def working_days(self) -> int:
        return sum(one.works for one in self.days)


@dataclass(frozen=True)
class CalendarYear:
    year: int
    months: list[Month]
    corrections: list[CalendarDay]
    changes: list[Change]

    @property
    def week(self) -> list[date]:
        """Any whole week, for the heads of the columns."""
        return WEEKS.monthdatescalendar(self.year, 6)[1]

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)


def calendar_year(year: int) -> CalendarYear:
    """Two statements: the corrections, and who made them."""
    rows = list(CalendarDay.objects.filter(day__year=year))
    corrections = {row.day: row for row in rows}
    known = known_days(year)
    months = [_month(year, number, known, corrections) for number in range(1, 13)]
    return CalendarYear(year, months, rows, changes_of(year))


def calendar_month(year: int, number: int) -> Month:
    """One statement: the corrections. `number` 1 to 12; weekdays alone where no law is known."""
    rows = CalendarDay.objects.filter(day__year=year, day__month=number)
    return _month(year, number, known_days(year), {row.day: row for row in rows})


def _month(
    year: int, number: int, known: Mapping[date, KnownDay], corrections: Mapping[date, CalendarDay]
) -> Month:
    return Month(
        [
            [_shown(day, known, corrections) if day.month == number else None for day in week]
            for week in WEEKS.monthdatescalendar(year, number)
        ]
    )


def _shown(
    day: date, known: Mapping[date, KnownDay], corrections: Mapping[date, CalendarDay]
) -> ShownDay:
    if row := corrections.get(day):
        kinds = {day: str(row.kind)}
        return ShownDay(day, is_working(day, kinds), row.kind, row.name, is_corrected=True)
    if told := known.get(day):
        kinds = {day: told.kind}
        return ShownDay(day, is_working(day, kinds), told.kind, _said(told))
    return ShownDay(day, is_working(day, {}))


def _said(known: KnownDay) -> str:
    language = languages_for(get_language())[0]
    return known.names[ORDER.index(language)]
