"""The administration of calendar days is recorded and told like the page of the year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.test import Client
from django.urls import reverse

from agencies.calendar_log import changes_of
from agencies.models import CalendarDay, DayKind, User
from agencies.signals import calendar_changed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "admin:agencies_calendarday_changelist"
DAY = date(2009, 9, 11)
TYPED = {"day": "2009-09-11", "kind": "holiday", "name_ru": "Траур", "act": "Указ № 1"}


@pytest.fixture
def keeper() -> User:
    person: User = UserFactory(is_staff=True, is_superuser=True, language="en")
    return person


@pytest.fixture
def admin(client: Client, keeper: User) -> Client:
    client.force_login(keeper)
    return client


@pytest.fixture
def told(keeper: User) -> Iterator[list[tuple[date, date]]]:
    heard: list[tuple[date, date]] = []

    def hear(**said: Any) -> None:
        assert (said["by"], said["today"]) == (keeper, date(2009, 7, 6))
        heard.append((said["first"], said["last"]))

    calendar_changed.connect(hear)
    yield heard
    calendar_changed.disconnect(hear)


def a_day(day: date = DAY) -> CalendarDay:
    return CalendarDay.objects.create(
        day=day, kind=DayKind.HOLIDAY, name_ru="Траур", act="Указ № 1"
    )


def change(row: CalendarDay, **typed: str) -> dict[str, str]:
    return {**TYPED, "kind": row.kind, **typed}


def test_a_day_that_is_added_is_recorded_and_told(
    admin: Client, told: list[tuple[date, date]], keeper: User
) -> None:
    assert admin.post(reverse("admin:agencies_calendarday_add"), TYPED).status_code == 302
    (entry,) = changes_of(2009)
    found = (entry.day, entry.verb, entry.kind, entry.text, entry.by)
    assert found == (DAY, "added", "holiday", "Указ № 1", keeper)
    assert told == [(DAY, DAY)]


def test_a_change_keeps_what_stood_there_before(
    admin: Client, told: list[tuple[date, date]]
) -> None:
    row = a_day()
    address = reverse("admin:agencies_calendarday_change", args=[row.pk])
    admin.post(address, change(row, kind="working", act="Указ № 2"))
    (entry,) = changes_of(2009)
    assert (entry.verb, entry.kind, entry.text) == ("changed", "working", "Указ № 2")
    assert dict(entry.was) == {"kind": "holiday", "act": "Указ № 1"}
    assert told == [(DAY, DAY)]


def test_the_page_of_the_year_and_the_administration_tell_of_a_change(admin: Client) -> None:
    row = a_day()
    address = reverse("admin:agencies_calendarday_change", args=[row.pk])
    admin.post(address, change(row, kind="working"))
    page = admin.get("/calendar/2009/").text
    assert "correction changed · working day (moved)" in page
    assert "before that, kind: day off" in page
    history = admin.get(reverse("admin:agencies_calendarday_history", args=[row.pk]))
    assert "Changed kind for working day (moved) “Указ № 1”." in history.text


def test_the_day_of_a_correction_stays(admin: Client) -> None:
    row = a_day()
    address = reverse("admin:agencies_calendarday_change", args=[row.pk])
    admin.post(address, change(row, day="2009-09-14", name_ru="Другое имя"))
    assert CalendarDay.objects.values_list("day", "name_ru").get() == (DAY, "Другое имя")


def test_a_day_that_is_deleted_is_recorded_and_told(
    admin: Client, told: list[tuple[date, date]]
) -> None:
    row = a_day()
    admin.post(reverse("admin:agencies_calendarday_delete", args=[row.pk]), {"post": "yes"})
    assert [(one.day, one.verb, one.kind) for one in changes_of(2009)] == [
        (DAY, "deleted", "holiday")
    ]
    assert (CalendarDay.objects.count(), told) == (0, [(DAY, DAY)])


def test_days_deleted_together_are_told_as_one_span(
    admin: Client, told: list[tuple[date, date]]
) -> None:
    rows = [a_day(), a_day(date(2010, 1, 8)), a_day(date(2009, 9, 14))]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    admin.post(reverse(LIST), {**chosen, "post": "yes"})
    assert (CalendarDay.objects.count(), told) == (0, [(DAY, date(2010, 1, 8))])
    assert [len(changes_of(year)) for year in (2009, 2010)] == [2, 1]


@pytest.mark.parametrize("day", ["1991-12-31", "2101-01-01"])
def test_a_day_of_a_far_year_is_refused(admin: Client, day: str) -> None:
    answer = admin.post(reverse("admin:agencies_calendarday_add"), {**TYPED, "day": day})
    assert "day" in answer.context["adminform"].form.errors
    assert CalendarDay.objects.count() == 0


def test_an_entry_that_says_nothing_of_the_day_is_shown_all_the_same(
    admin: Client, keeper: User
) -> None:
    row = a_day()
    for message in ("", "Added by hand", [{"added": {}}], "[1]"):
        LogEntry.objects.log_actions(keeper.pk, [row], ADDITION, message)  # type: ignore[arg-type]
    assert [(one.day, one.kind, one.text) for one in changes_of(2009)] == [(DAY, "", "")] * 4
    assert admin.get("/calendar/2009/").text.count("correction entered") == 4
