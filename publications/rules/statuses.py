"""The statuses that the public is told, and how they are grouped for a reader in a hurry."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from measures.rules.lateness import Status, status_of

FULFILLED: Final = (Status.DONE, Status.DONE_LATE, Status.REMOVED)
LATE: Final = (Status.OVERDUE,)
UNDER_WAY: Final = (Status.IN_REVIEW, Status.IN_PROGRESS, Status.CONTINUOUS)
AHEAD: Final = (Status.NOT_DUE, Status.WAITING)
GROUPS: Final = {"fulfilled": FULFILLED, "overdue": LATE, "under_way": UNDER_WAY, "ahead": AHEAD}
# Every status that a publication may name, in the order of its figures.
TOLD: Final = (*FULFILLED, *UNDER_WAY, *AHEAD, *LATE)


def public_status(
    *, state: str, kind: str, due_on: date | None, done_on: date | None, today: date
) -> Status:
    """As status_of, except that a report sent back for rework is told as one not handed in.

    That somebody returned a report is between the agency and its coordinator.
    """
    told = "open" if state == "returned" else state
    return status_of(state=told, kind=kind, due_on=due_on, done_on=done_on, today=today)


def grouped(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by status as counts by group of GROUPS.

    >>> grouped({"done": 2, "done_late": 1, "overdue": 4})
    {'fulfilled': 3, 'overdue': 4, 'under_way': 0, 'ahead': 0}
    """
    return {
        name: sum(counts.get(status.value, 0) for status in statuses)
        for name, statuses in GROUPS.items()
    }
