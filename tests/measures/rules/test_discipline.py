"""What of a quarter was handed in, and when."""

from datetime import date

import pytest

from measures.rules.discipline import Discipline, is_late, is_out

DUE, DAY_AFTER = date(2009, 7, 5), date(2009, 7, 6)


def test_the_share_is_of_what_can_be_judged_and_never_rounded_up() -> None:
    told = Discipline(due=10, in_time=5, late=1, out=2)
    assert (told.handed_in, told.judged, told.ahead, told.share) == (6, 8, 2, 62)


def test_a_quarter_whose_dates_have_not_come_has_no_share() -> None:
    assert Discipline(due=3).share is None


@pytest.mark.parametrize(
    ("state", "kind", "done_on", "late"),
    [
        ("done", "once", DAY_AFTER, True),
        ("submitted", "recurring", DAY_AFTER, True),
        ("done", "once", DUE, False),
        ("done", "continuous", DAY_AFTER, False),
        ("open", "once", None, False),
    ],
)
def test_a_report_is_late_when_it_was_handed_in_past_its_date(
    state: str, kind: str, done_on: date | None, *, late: bool
) -> None:
    assert is_late(state=state, kind=kind, due_on=DUE, done_on=done_on) is late


@pytest.mark.parametrize(
    ("state", "day", "out"),
    [
        ("open", DAY_AFTER, True),
        ("returned", DAY_AFTER, True),
        ("open", DUE, False),
        ("submitted", DAY_AFTER, False),
    ],
)
def test_a_report_is_out_the_day_after_its_date(state: str, day: date, *, out: bool) -> None:
    assert is_out(state=state, due_on=DUE, day=day) is out
