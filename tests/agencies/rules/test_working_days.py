"""Counting in working days around the holidays of 2009."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.working_days import add_working_days, effective_day, is_working

# Capital Day 2009 is a Monday; Friday 18 December was moved to Sunday 20 December.
CALENDAR = {
    date(2009, 7, 6): "holiday",
    date(2009, 12, 16): "holiday",
    date(2009, 12, 17): "holiday",
    date(2009, 12, 18): "holiday",
    date(2009, 12, 20): "working",
}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2009, 7, 3), True),
        (date(2009, 7, 4), False),
        (date(2009, 7, 6), False),
        (date(2009, 12, 18), False),
        (date(2009, 12, 20), True),
    ],
)
def test_the_calendar_goes_before_the_weekday(day: date, works: bool) -> None:
    assert is_working(day, CALENDAR) is works


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2009, 7, 3), 1, date(2009, 7, 7)),
        (date(2009, 7, 7), -1, date(2009, 7, 3)),
        (date(2009, 7, 10), -5, date(2009, 7, 2)),
        (date(2009, 12, 15), 1, date(2009, 12, 20)),
        (date(2009, 7, 6), 0, date(2009, 7, 6)),
        (date.max, 1, date.max),
        (date.min, -5, date.min),
    ],
)
def test_days_off_are_not_counted(start: date, number: int, end: date) -> None:
    assert add_working_days(start, number, CALENDAR) == end


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        ("flag", date(2009, 7, 6)),
        ("next", date(2009, 7, 7)),
        ("previous", date(2009, 7, 3)),
    ],
)
def test_the_plan_says_where_a_date_on_a_day_off_goes(rule: str, held: date) -> None:
    assert effective_day(date(2009, 7, 6), rule, CALENDAR) == held


def test_a_working_day_stays_under_every_rule() -> None:
    day = date(2009, 12, 20)
    assert {effective_day(day, rule, CALENDAR) for rule in ("flag", "next", "previous")} == {day}


CALENDARS = st.dictionaries(
    st.dates(date(2009, 5, 1), date(2009, 9, 30)), st.sampled_from(["holiday", "working"])
)
DAYS = st.dates(date(2009, 6, 1), date(2009, 8, 31))
NUMBERS = st.integers(1, 25)


@given(DAYS, NUMBERS, st.booleans(), CALENDARS)
def test_counting_never_ends_on_a_day_off(
    day: date, number: int, back: bool, calendar: dict[date, str]
) -> None:
    assert is_working(add_working_days(day, -number if back else number, calendar), calendar)


@given(DAYS, NUMBERS, CALENDARS)
def test_counting_there_and_back_ends_on_the_day_or_the_working_day_before_it(
    day: date, number: int, calendar: dict[date, str]
) -> None:
    there = add_working_days(day, number, calendar)
    assert add_working_days(there, -number, calendar) == effective_day(day, "previous", calendar)


@given(DAYS, NUMBERS, CALENDARS)
def test_so_many_working_days_lie_between_the_two(
    day: date, number: int, calendar: dict[date, str]
) -> None:
    end = add_working_days(day, number, calendar)
    passed = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working(one, calendar) for one in passed) == number


@given(DAYS, DAYS, st.integers(-25, 25), CALENDARS)
def test_a_later_day_never_gives_an_earlier_end(
    one: date, other: date, number: int, calendar: dict[date, str]
) -> None:
    first, last = sorted((one, other))
    assert add_working_days(first, number, calendar) <= add_working_days(last, number, calendar)


@given(DAYS, st.integers(-25, 24), CALENDARS)
def test_a_day_more_ends_later(day: date, number: int, calendar: dict[date, str]) -> None:
    fewer, more = (add_working_days(day, n, calendar) for n in (number, number + 1))
    assert fewer < more


@given(DAYS, CALENDARS)
def test_a_date_moves_to_the_nearest_working_day_on_its_side(
    day: date, calendar: dict[date, str]
) -> None:
    before, after = (effective_day(day, rule, calendar) for rule in ("previous", "next"))
    assert is_working(before, calendar)
    assert is_working(after, calendar)
    passed = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert [one for one in passed if is_working(one, calendar)] == []
    assert before <= day <= after
