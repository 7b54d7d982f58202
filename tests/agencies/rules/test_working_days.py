"""Counting in working days around the holidays of 2009."""

from datetime import date

import pytest

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
