"""Which pile a report owed lies in."""

from datetime import date, timedelta
from typing import Any

import pytest

from measures.rules.piles import Pile, pile_of

TODAY = date(2009, 7, 6)


@pytest.mark.parametrize(
    ("left", "pile"),
    [
        (-1, Pile.LATE),
        (0, Pile.TODAY),
        (1, Pile.WEEK),
        (7, Pile.WEEK),
        (8, Pile.MONTH),
        (30, Pile.MONTH),
        (31, Pile.LATER),
    ],
)
def test_an_open_report_lies_by_its_date(left: int, pile: Pile) -> None:
    due_on = TODAY + timedelta(days=left)
    assert pile_of(state="open", kind="once", due_on=due_on, under_way=None, today=TODAY) == pile


@pytest.mark.parametrize(
    ("left", "pile"), [(-1, Pile.LATE), (7, Pile.WEEK), (8, Pile.DRAFTS), (90, Pile.DRAFTS)]
)
def test_a_text_that_is_begun_hides_no_date_that_presses(left: int, pile: Pile) -> None:
    due_on = TODAY + timedelta(days=left)
    found = pile_of(state="open", kind="once", due_on=due_on, under_way="draft", today=TODAY)
    assert found == pile


def test_what_was_returned_is_late_once_its_date_has_passed() -> None:
    terms: dict[str, Any] = {
        "state": "returned",
        "kind": "once",
        "under_way": None,
        "today": TODAY,
    }
    days = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=90))
    assert [pile_of(due_on=day, **terms) for day in days] == [
        Pile.LATE,
        Pile.RETURNED,
        Pile.RETURNED,
    ]


def test_continuous_work_is_never_late_but_its_past_quarter_waits() -> None:
    yesterday = TODAY - timedelta(days=1)
    found = pile_of(state="open", kind="continuous", due_on=yesterday, under_way=None, today=TODAY)
    assert found == Pile.QUARTERS


def test_interim_information_in_review_leaves_nothing_to_do() -> None:
    yesterday = TODAY - timedelta(days=1)
    found = pile_of(state="open", kind="once", due_on=yesterday, under_way="submitted", today=TODAY)
    assert found == Pile.REVIEW
