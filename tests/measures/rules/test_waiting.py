"""How long something may wait for a decision."""

from datetime import date, timedelta

import pytest

from agencies.rules.working_days import add_working_days
from measures.rules.waiting import days_over, late_if_since

START = date(2009, 6, 1)
CALENDAR = {date(2009, 7, 6): "holiday", date(2009, 7, 11): "working", date(2009, 7, 13): "holiday"}


@pytest.mark.parametrize("days", [1, 3, 5, 20])
def test_the_cut_agrees_with_counting_from_each_day(days: int) -> None:
    """For every day of two months and everything that waits since any day before it."""
    for today in (START + timedelta(days=n) for n in range(60)):
        cut = late_if_since(today, days, CALENDAR)
        for since in (today - timedelta(days=n) for n in range(45)):
            late = add_working_days(since, days, CALENDAR) < today
            assert (today, since, since <= cut) == (today, since, late)


def test_days_beyond_the_day_of_the_decision() -> None:
    assert [days_over(date(2009, 7, day), date(2009, 7, 6)) for day in (3, 6, 7)] == [3, 0, 0]
