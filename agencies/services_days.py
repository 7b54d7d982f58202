"""Corrections of the working calendar: transfers and single days, as acts decide them.

Every change leaves an entry in the administration's log and is told by `calendar_changed`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib.admin.models import ADDITION, DELETION
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.calendar_log import record
from agencies.errors import Refused
from agencies.models import CalendarDay, DayKind, User
from agencies.permissions import check_may_correct_calendar, check_may_take_back_corrections
from agencies.queries import calendar_between
from agencies.rules.holiday_names import Names, day_off_moved, working_day_moved
from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR
from agencies.rules.working_days import is_working
from agencies.signals import calendar_changed

# Acts move a day by days or weeks; what lies further apart is a slip in the year.
FARTHEST: Final = timedelta(days=183)


@dataclass(frozen=True)
class Act:
    """The legal act behind a correction."""

    title: str
    number: str
    on: date

    def __str__(self) -> str:
        return f"{self.title.strip()}, № {self.number.strip()}, {self.on:%d.%m.%Y}"


@transaction.atomic
def move_working_day(
    *, day_off: date, working_day: date, act: Act, by: User, today: date
) -> list[CalendarDay]:
    """A day off in exchange for a working day, both rows or none.

    Raises PermissionDenied; Refused "no_act", "year_far", "same_day", "days_far_apart",
    "day_corrected", "day_off_already", "working_day_already".
    """
    _check_may_correct(by, act)
    _check_years(day_off, working_day)
    _check_exchange(day_off, working_day)
    _check_changes(day_off, DayKind.HOLIDAY)
    _check_changes(working_day, DayKind.WORKING)
    rows = [
        _row(day_off, DayKind.HOLIDAY, day_off_moved(working_day), act),
        _row(working_day, DayKind.WORKING, working_day_moved(day_off), act),
    ]
    return _enter(rows, by=by, today=today)


@transaction.atomic
def correct_day(
    *, day: date, kind: DayKind, names: Names, act: Act, by: User, today: date
) -> CalendarDay:
    """One day off, or one working day; of `names` the Russian one is a must.

    Raises PermissionDenied; Refused "no_act", "no_name", "year_far", "day_corrected",
    "day_off_already", "working_day_already".
    """
    _check_may_correct(by, act)
    if not names.ru.strip():
        raise Refused("no_name", _("Write in Russian why the day differs from its weekday."))
    _check_years(day)
    _check_changes(day, kind)
    (row,) = _enter([_row(day, kind, names, act)], by=by, today=today)
    return row


@transaction.atomic
def take_back(*, days: Collection[date], reason: str, by: User, today: date) -> int:
    """Removes the corrections of these days: the calendar says again what it says without them.

    Returns how many. Raises PermissionDenied; Refused "no_days", "no_reason", "not_corrected".
    """
    check_may_take_back_corrections(by)
    if not days:
        raise Refused("no_days", _("Choose at least one day."))
    if not reason.strip():
        raise Refused("no_reason", _("Write why the correction is taken back."))
    rows = list(CalendarDay.objects.filter(day__in=days))
    record(rows, DELETION, reason.strip(), by=by)
    removed, _by_model = CalendarDay.objects.filter(day__in=days).delete()
    if removed != len(set(days)):
        raise Refused(
            "not_corrected", _("A correction is no longer there. Look at the page again.")
        )
    tell(days, by=by, today=today)
    return removed


def tell(days: Collection[date], *, by: User, today: date) -> None:
    """One span from the first of these days to the last."""
    calendar_changed.send(CalendarDay, first=min(days), last=max(days), by=by, today=today)


def _enter(rows: list[CalendarDay], *, by: User, today: date) -> list[CalendarDay]:
    """Two administrators may enter a day at once: the later one is told."""
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError as taken:
        raise _corrected(rows[0].day) from taken
    record(rows, ADDITION, rows[0].act, by=by)
    tell([row.day for row in rows], by=by, today=today)
    return rows


def _row(day: date, kind: DayKind, names: Names, act: Act) -> CalendarDay:
    ru, kk, en = names
    return CalendarDay(day=day, kind=kind, name_ru=ru, name_kk=kk, name_en=en, act=str(act))


def _check_may_correct(by: User, act: Act) -> None:
    check_may_correct_calendar(by)
    if not act.title.strip() or not act.number.strip():
        raise Refused("no_act", _("Name the act that decided it, and its number."))


def _check_years(*days: date) -> None:
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        told = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused("year_far", _("Choose days of the years %(first)d–%(last)d.") % told)


def _check_exchange(day_off: date, working_day: date) -> None:
    if day_off == working_day:
        raise Refused("same_day", _("The day off and the working day are the same day."))
    if abs(day_off - working_day) > FARTHEST:
        raise Refused(
            "days_far_apart",
            _("The day off and the working day lie more than half a year apart. Check the years."),
        )


def _check_changes(day: date, kind: DayKind) -> None:
    """Nobody has corrected the day yet, and the correction makes it something that it is not."""
    if CalendarDay.objects.filter(day=day).exists():
        raise _corrected(day)
    works = is_working(day, calendar_between(day, day))
    told = {"day": date_format(day)}
    if kind == DayKind.HOLIDAY and not works:
        raise Refused("day_off_already", _("This is a day off already: %(day)s.") % told)
    if kind == DayKind.WORKING and works:
        raise Refused("working_day_already", _("This is a working day already: %(day)s.") % told)


def _corrected(day: date) -> Refused:
    text = _("This day is corrected already: %(day)s. Take that correction back first.")
    return Refused("day_corrected", text % {"day": date_format(day)})
