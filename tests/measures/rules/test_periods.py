"""Stretches of time by name."""

from datetime import date

import pytest

from measures.rules.periods import period

D = date
CASES = [
    ("this_week", D(2009, 7, 8), (D(2009, 7, 6), D(2009, 7, 12))),
    ("this_quarter", D(2009, 7, 6), (D(2009, 7, 1), D(2009, 9, 30))),
    ("last_quarter", D(2009, 2, 28), (D(2008, 10, 1), D(2008, 12, 31))),
    ("next_quarter", D(2009, 12, 31), (D(2010, 1, 1), D(2010, 3, 31))),
    ("this_year", D(2009, 7, 6), (D(2009, 1, 1), D(2009, 12, 31))),
]


@pytest.mark.parametrize(("name", "today", "span"), CASES)
def test_a_period_is_counted_from_the_day(name: str, today: date, span: tuple[date, date]) -> None:
    assert period(name, today) == span
