"""How much lateness extensions took away."""

from datetime import date

import pytest

from measures.rules.lateness import extended_away

FIRST, MOVED = date(2009, 7, 10), date(2009, 8, 10)


@pytest.mark.parametrize(
    ("done_on", "today", "days"),
    [
        (None, date(2009, 7, 10), 0),  # due today is not late by either date
        (None, date(2009, 7, 15), 5),  # late by the first date alone
        (None, date(2009, 8, 10), 31),
        (None, date(2009, 8, 20), 31),  # late by both: the extension took away its own length
        (date(2009, 7, 8), date(2009, 9, 1), 0),  # handed in before the first date
        (date(2009, 7, 20), date(2009, 9, 1), 10),  # in time thanks to the extension
        (date(2009, 8, 12), date(2009, 9, 1), 31),  # two days late instead of 33
    ],
)
def test_days_late_by_the_first_date_less_those_by_the_date_in_force(
    done_on: date | None, today: date, days: int
) -> None:
    assert extended_away(FIRST, MOVED, done_on, today) == days


def test_a_date_that_came_earlier_afterwards_takes_nothing_away() -> None:
    assert extended_away(FIRST, date(2009, 7, 1), None, date(2009, 7, 20)) == 0
