from datetime import date

import pytest

from measures.rules.lateness import Status
from publications.rules.statuses import GROUPS, TOLD, grouped, public_status

DAY = date(2009, 7, 6)


@pytest.mark.parametrize(
    ("kind", "due_on", "status"),
    [
        ("once", date(2009, 7, 1), Status.OVERDUE),
        ("once", date(2009, 7, 20), Status.IN_PROGRESS),
        ("once", date(2009, 12, 1), Status.NOT_DUE),
        ("continuous", date(2009, 7, 20), Status.CONTINUOUS),
    ],
)
def test_a_returned_report_is_told_as_one_not_handed_in(
    kind: str, due_on: date, status: Status
) -> None:
    told = {
        public_status(state=state, kind=kind, due_on=due_on, done_on=None, today=DAY)
        for state in ("returned", "open")
    }
    assert told == {status}


def test_every_status_that_may_be_told_is_in_one_group() -> None:
    in_groups = [status for statuses in GROUPS.values() for status in statuses]
    assert sorted(in_groups) == sorted(TOLD)
    assert set(Status) - set(TOLD) == {Status.RETURNED, Status.WITHDRAWN}


def test_counts_are_summed_by_group() -> None:
    counts = {"done": 2, "removed": 1, "in_review": 5, "waiting": 7}
    assert grouped(counts) == {"fulfilled": 3, "overdue": 0, "under_way": 5, "ahead": 7}
