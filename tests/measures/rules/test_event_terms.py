"""A term after an event ends on a day that can be told once the event has happened."""

from datetime import date

import pytest

from measures.rules.deadlines import Once, Term, Unit, to_json
from measures.rules.event_terms import due_after, event_term

SIGNED = date(2009, 1, 31)


def after(count: int, unit: Unit, *, working: bool = False) -> date | None:
    holidays = {date(2009, 2, 2): "holiday", date(2009, 2, 7): "working"}
    return due_after(Term(count, unit, working, "подписания"), SIGNED, holidays)


@pytest.mark.parametrize(
    ("count", "unit", "due"),
    [
        (0, Unit.DAY, date(2009, 1, 31)),
        (10, Unit.DAY, date(2009, 2, 10)),
        (2, Unit.WEEK, date(2009, 2, 14)),
        (1, Unit.MONTH, date(2009, 2, 28)),  # no 31st there: the month's last day
        (3, Unit.MONTH, date(2009, 4, 30)),
        (1, Unit.YEAR, date(2010, 1, 31)),
    ],
)
def test_a_term_ends_on_the_matching_day(count: int, unit: Unit, due: date) -> None:
    assert after(count, unit) == due


def test_working_days_skip_holidays_and_count_moved_days() -> None:
    # Saturday 31 January; the 2nd is a holiday, Saturday the 7th is worked.
    assert after(5, Unit.DAY, working=True) == date(2009, 2, 7)


@pytest.mark.parametrize("unit", [Unit.DAY, Unit.YEAR])
def test_a_term_past_the_calendar_has_no_day(unit: Unit) -> None:
    assert (after(9999, Unit.YEAR), after(10**9, unit)) == (None, None)


def test_only_the_spec_of_an_event_gives_its_term() -> None:
    term = Term(10, Unit.DAY, True, "подписания")
    specs = [to_json(term), to_json(Term(1, Unit.MONTH)), to_json(Once(())), None, {"type": "x"}]
    assert [event_term(spec) for spec in specs] == [term, None, None, None, None]
