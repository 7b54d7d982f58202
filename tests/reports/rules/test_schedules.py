from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.schedules import due_on, last_monthday, last_weekday

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(st.integers(0, 6), days)
def test_the_last_weekday_is_that_day_and_at_most_six_days_ago(weekday: int, today: date) -> None:
    found = last_weekday(weekday, today)
    assert (found.weekday(), timedelta(0) <= today - found <= timedelta(6)) == (weekday, True)


@given(st.integers(1, 31), days)
def test_the_last_day_of_a_month_is_that_day_or_the_end_of_a_short_month(
    day: int, today: date
) -> None:
    found = last_monthday(day, today)
    assert found <= today
    assert found.day == day or (found + timedelta(1)).day == 1
    assert (today - found).days <= 30


def test_the_day_on_which_it_was_chosen_counts_and_no_day_before() -> None:
    def due(since: date) -> date | None:
        return due_on("weekly", weekday=0, monthday=None, since=since, today=date(2009, 7, 8))

    assert due(date(2009, 7, 6)) == date(2009, 7, 6)
    assert due(date(2009, 7, 7)) is None


def test_after_a_stop_the_last_day_alone_is_due() -> None:
    told = due_on(
        "weekly", weekday=4, monthday=None, since=date(2009, 1, 1), today=date(2009, 7, 8)
    )
    assert told == date(2009, 7, 3)


@pytest.mark.parametrize("schedule", ["never", "edition"])
def test_what_follows_no_calendar_is_due_on_no_day(schedule: str) -> None:
    today = date(2009, 7, 6)
    assert due_on(schedule, weekday=0, monthday=6, since=today, today=today) is None
