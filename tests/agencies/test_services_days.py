"""Administrators correct the working calendar, and whoever reckons dates hears of it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.calendar_log import changes_of
from agencies.errors import Refused
from agencies.models import CalendarDay, DayKind, User
from agencies.queries import calendar_between
from agencies.rules.holiday_names import Names
from agencies.services_days import Act, correct_day, move_working_day, take_back
from agencies.signals import calendar_changed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2009, 7, 6)
FRIDAY, SATURDAY = date(2009, 9, 11), date(2009, 9, 19)
ACT = Act("Постановление Правительства Республики Казахстан", "1234", date(2009, 8, 20))
NAMES = Names("День траура", "Аза тұту күні", "Day of mourning")
Told = dict[str, Any]


@pytest.fixture
def admin() -> User:
    """Not a superuser: the two permissions of the administration are enough."""
    keeper: User = UserFactory(is_staff=True, full_name="Keeper of days")
    names = ["add_calendarday", "delete_calendarday"]
    keeper.user_permissions.set(Permission.objects.filter(codename__in=names))
    return keeper


@pytest.fixture
def told() -> Iterator[list[Told]]:
    """What receivers of the signal hear, and whether they hear it inside a transaction."""
    heard: list[Told] = []

    def hear(**said: Any) -> None:
        inside = transaction.get_connection().in_atomic_block
        heard.append({key: said[key] for key in ("first", "last", "by", "today")} | {"in": inside})

    calendar_changed.connect(hear)
    yield heard
    calendar_changed.disconnect(hear)


def move(by: User, day_off: date = FRIDAY, working_day: date = SATURDAY, act: Act = ACT) -> None:
    move_working_day(day_off=day_off, working_day=working_day, act=act, by=by, today=TODAY)


def correct(by: User, day: date, kind: DayKind, names: Names = NAMES) -> None:
    correct_day(day=day, kind=kind, names=names, act=ACT, by=by, today=TODAY)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_transfer_enters_both_days_with_their_act(admin: User) -> None:
    move(admin)
    act = "Постановление Правительства Республики Казахстан, № 1234, 20.08.2009"
    assert list(CalendarDay.objects.values_list("day", "kind", "name_ru", "name_kk", "act")) == [
        (
            FRIDAY,
            "holiday",
            "Выходной, перенесенный с 19.09.2009",
            "19.09.2009 күнінен ауыстырылған демалыс күні",
            act,
        ),
        (
            SATURDAY,
            "working",
            "Рабочий день вместо 11.09.2009",
            "11.09.2009 орнына жұмыс күні",
            act,
        ),
    ]
    assert calendar_between(FRIDAY, SATURDAY) == {FRIDAY: "holiday", SATURDAY: "working"}


def test_a_holiday_becomes_a_working_day_and_a_working_day_a_day_off(admin: User) -> None:
    correct(admin, date(2009, 7, 6), DayKind.WORKING)
    correct(admin, date(2009, 7, 8), DayKind.HOLIDAY)
    assert calendar_between(date(2009, 7, 1), date(2009, 7, 31)) == {
        date(2009, 7, 6): "working",
        date(2009, 7, 8): "holiday",
    }


def test_taken_back_the_calendar_says_what_it_says_without_the_correction(admin: User) -> None:
    before = calendar_between(date(2009, 1, 1), date(2009, 12, 31))
    correct(admin, date(2009, 7, 6), DayKind.WORKING)
    move(admin)
    days = [date(2009, 7, 6), FRIDAY, SATURDAY]
    assert take_back(days=days, reason="По ошибке", by=admin, today=TODAY) == 3
    assert calendar_between(date(2009, 1, 1), date(2009, 12, 31)) == before


def test_whoever_reckons_dates_hears_of_the_span_inside_the_transaction(
    admin: User, told: list[Told]
) -> None:
    move(admin, day_off=FRIDAY, working_day=date(2009, 9, 5))
    correct(admin, date(2009, 10, 1), DayKind.HOLIDAY)
    take_back(days=[date(2009, 10, 1), FRIDAY], reason="По ошибке", by=admin, today=TODAY)
    heard = {"by": admin, "today": TODAY, "in": True}
    assert told == [
        {"first": date(2009, 9, 5), "last": FRIDAY, **heard},
        {"first": date(2009, 10, 1), "last": date(2009, 10, 1), **heard},
        {"first": FRIDAY, "last": date(2009, 10, 1), **heard},
    ]


def test_an_error_of_a_receiver_undoes_the_correction(admin: User) -> None:
    def fail(**said: Any) -> None:
        raise Refused("no_dates", "Dates cannot be made")

    calendar_changed.connect(fail)
    try:
        assert code_of(lambda: move(admin)) == "no_dates"
    finally:
        calendar_changed.disconnect(fail)
    assert (CalendarDay.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_who_changed_what_and_why_is_kept_also_after_the_row_is_gone(admin: User) -> None:
    move(admin)
    take_back(days=[FRIDAY, SATURDAY], reason="Акт отменён", by=admin, today=TODAY)
    found = [(one.day, one.verb, one.kind, one.text, one.by) for one in changes_of(2009)]
    act = str(ACT)
    assert found == [
        (SATURDAY, "deleted", "working", "Акт отменён", admin),
        (FRIDAY, "deleted", "holiday", "Акт отменён", admin),
        (SATURDAY, "added", "working", act, admin),
        (FRIDAY, "added", "holiday", act, admin),
    ]
    assert changes_of(2010) == []


@pytest.mark.parametrize(
    ("day_off", "working_day", "code"),
    [
        (FRIDAY, FRIDAY, "same_day"),
        (SATURDAY, date(2009, 9, 26), "day_off_already"),
        (date(2009, 8, 31), SATURDAY, "day_off_already"),  # in lieu of Constitution Day
        (FRIDAY, date(2009, 9, 18), "working_day_already"),
        (FRIDAY, date(2010, 9, 19), "days_far_apart"),
        (date(1991, 12, 20), date(1991, 12, 21), "year_far"),
        (date(2209, 9, 11), date(2209, 9, 16), "year_far"),
    ],
)
def test_a_transfer_that_makes_no_sense_is_refused(
    admin: User, told: list[Told], day_off: date, working_day: date, code: str
) -> None:
    assert code_of(lambda: move(admin, day_off, working_day)) == code
    assert (CalendarDay.objects.count(), LogEntry.objects.count(), told) == (0, 0, [])


def test_a_day_is_corrected_once(admin: User) -> None:
    move(admin)
    assert code_of(lambda: move(admin)) == "day_corrected"
    assert code_of(lambda: move(admin, date(2009, 9, 18))) == "day_corrected"
    assert code_of(lambda: correct(admin, FRIDAY, DayKind.WORKING)) == "day_corrected"
    assert CalendarDay.objects.count() == 2


def test_of_two_at_once_the_later_is_told_and_enters_neither_half(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other row appears after the look and before the write."""
    CalendarDay.objects.create(day=SATURDAY, kind=DayKind.WORKING, name_ru="Рабочий день")
    monkeypatch.setattr("agencies.services_days._check_changes", lambda day, kind: None)
    assert code_of(lambda: move(admin)) == "day_corrected"
    assert list(CalendarDay.objects.values_list("day", flat=True)) == [SATURDAY]


@pytest.mark.parametrize("act", [Act(" ", "1", TODAY), Act("Постановление", "", TODAY)])
def test_nothing_is_corrected_without_an_act(admin: User, act: Act) -> None:
    assert code_of(lambda: move(admin, act=act)) == "no_act"


def test_a_single_day_needs_a_name_in_russian(admin: User) -> None:
    nameless = Names(" ", "Аза тұту күні", "")
    assert code_of(lambda: correct(admin, FRIDAY, DayKind.HOLIDAY, nameless)) == "no_name"


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        ([], "По ошибке", "no_days"),
        ([FRIDAY], " ", "no_reason"),
        ([FRIDAY, date(2009, 9, 14)], "По ошибке", "not_corrected"),
    ],
)
def test_taking_back_names_days_that_are_corrected_and_a_reason(
    admin: User, days: list[date], reason: str, code: str
) -> None:
    move(admin)
    assert code_of(lambda: take_back(days=days, reason=reason, by=admin, today=TODAY)) == code
    assert [one.verb for one in changes_of(2009)] == ["added", "added"]
    assert CalendarDay.objects.count() == 2


@pytest.mark.parametrize("rights", [[], ["view_calendarday"], ["change_calendarday"]])
def test_nobody_else_corrects_it(rights: list[str]) -> None:
    someone: User = UserFactory(is_staff=True)
    someone.user_permissions.set(Permission.objects.filter(codename__in=rights))
    CalendarDay.objects.create(day=SATURDAY, kind=DayKind.WORKING, name_ru="Рабочий день")
    with pytest.raises(PermissionDenied):
        move(someone, working_day=date(2009, 9, 26))
    with pytest.raises(PermissionDenied):
        correct(someone, FRIDAY, DayKind.HOLIDAY)
    with pytest.raises(PermissionDenied):
        take_back(days=[SATURDAY], reason="По ошибке", by=someone, today=TODAY)
    assert list(CalendarDay.objects.values_list("day", flat=True)) == [SATURDAY]
