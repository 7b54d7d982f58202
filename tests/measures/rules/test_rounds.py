"""Which period a report owed is counted in."""

from datetime import date

import pytest

from measures.rules.rounds import Window, windows
from planner.rules.periods import Stretch, periods

STARTS, ENDS = date(2008, 1, 1), date(2008, 12, 31)
QUARTERS = list(periods([Stretch(STARTS)], STARTS, ENDS))
FIRST, SECOND, *_LATER = windows(QUARTERS, plan_starts_on=STARTS)
FIFTH, SIXTH = date(2008, 7, 5), date(2008, 7, 6)


def owes(window: Window, **terms: object) -> bool:
    told = {"kind": "once", "occurrence": "x", "written_on": None, "due_on": None,
            "first_due_on": None}  # fmt: skip
    return window.owes(**{**told, **terms})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "belongs"),
    [
        (date(2008, 4, 5), False),
        (date(2008, 4, 6), True),
        (FIFTH, True),
        (SIXTH, False),
        (None, False),
    ],
)
def test_a_quarter_ends_with_the_executors_day_of_the_month_after(
    day: date | None, *, belongs: bool
) -> None:
    assert SECOND.covers(day) is belongs


def test_a_date_belongs_to_one_quarter_and_no_day_to_none() -> None:
    found = list(windows(QUARTERS, plan_starts_on=STARTS))
    days = [
        date.fromordinal(one) for one in range(STARTS.toordinal(), date(2009, 1, 6).toordinal())
    ]
    assert {sum(window.covers(day) for window in found) for day in days} == {1}


def test_the_first_quarter_takes_in_the_days_before_its_window() -> None:
    assert (FIRST.opens_on, FIRST.closes_on) == (STARTS, date(2008, 4, 5))


def test_continuous_work_belongs_to_the_quarter_that_it_is_named_by() -> None:
    due = {"kind": "continuous", "due_on": date(2008, 9, 30), "first_due_on": date(2008, 9, 30)}
    named = [owes(SECOND, occurrence=label, **due) for label in ("2008Q2", "2008Q3")]
    assert named == [True, False]


def test_a_date_that_was_moved_counts_where_it_was_moved_to_and_else_where_it_was_written() -> None:
    moved = owes(SECOND, written_on=FIFTH, first_due_on=FIFTH, due_on=SIXTH)
    off = owes(SECOND, written_on=FIFTH, first_due_on=SIXTH, due_on=SIXTH)  # a day off moved it
    assert (moved, off) == (False, True)
