from datetime import date

import pytest

from reports.rules.history import Handed, Standing, due_on_day, standing_on

APRIL, MAY, JUNE, JULY = (date(2009, month, 1) for month in (4, 5, 6, 7))
OPEN = Standing("open")


def standing(day: date, *reports: Handed, stored: Standing = OPEN) -> Standing:
    return standing_on(day, stored=stored, reports=reports, off_control_on=None)


ACCEPTED = Handed(MAY, True, JUNE, "accept")
RETURNED = Handed(APRIL, True, MAY, "return")


@pytest.mark.parametrize(
    ("day", "was"),
    [
        (date(2009, 4, 30), OPEN),
        (MAY, Standing("submitted", MAY)),
        (date(2009, 5, 31), Standing("submitted", MAY)),
        (JUNE, Standing("done", MAY)),
        (JULY, Standing("done", MAY)),
    ],
)
def test_a_report_is_seen_from_the_day_it_came_and_decided_from_the_day_of_its_review(
    day: date, was: Standing
) -> None:
    assert standing(day, ACCEPTED, stored=Standing("done", MAY)) == was


def test_a_return_opens_what_was_handed_in_and_rework_hands_it_in_again() -> None:
    story = (RETURNED, Handed(JUNE, True))
    assert [standing(day, *story).state for day in (APRIL, MAY, JUNE)] == [
        "submitted",
        "returned",
        "submitted",
    ]


def test_interim_information_leaves_the_obligation_open() -> None:
    assert standing(JULY, Handed(MAY, False, JUNE, "accept")) == OPEN


def test_fulfilled_without_a_report_on_record_counts_from_its_date() -> None:
    stored = Standing("done", MAY)
    assert [standing(day, stored=stored) for day in (APRIL, MAY)] == [OPEN, stored]


@pytest.mark.parametrize(("day", "state"), [(APRIL, "open"), (MAY, "removed"), (JUNE, "removed")])
def test_removed_only_from_the_day_its_measure_left_control(day: date, state: str) -> None:
    removed = Standing("removed")
    found = standing_on(day, stored=removed, reports=[], off_control_on=MAY)
    assert found == Standing(state)


def test_removed_at_an_unknown_date_counts_as_removed_all_along() -> None:
    assert standing(APRIL, stored=Standing("removed")) == Standing("removed")


def test_a_date_moved_later_was_the_old_one_before_the_decision() -> None:
    moves = [(MAY, date(2009, 5, 10)), (JULY, date(2009, 8, 10))]
    due = [due_on_day(day, due_on=date(2009, 12, 1), moves=moves) for day in (APRIL, MAY, JULY)]
    assert due == [date(2009, 5, 10), date(2009, 8, 10), date(2009, 12, 1)]
