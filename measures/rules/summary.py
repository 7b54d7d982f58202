"""The status of a measure out of those of its obligations."""

from collections.abc import Iterable
from typing import Final

from measures.rules.lateness import Status

# What a controller would say first; a measure is as far as its least advanced obligation.
GRAVITY: Final = (
    Status.OVERDUE,
    Status.RETURNED,
    Status.IN_REVIEW,
    Status.IN_PROGRESS,
    Status.WAITING,
    Status.CONTINUOUS,
    Status.NOT_DUE,
    Status.DONE_LATE,
    Status.DONE,
    Status.REMOVED,
    Status.WITHDRAWN,
)


def summary(statuses: Iterable[Status]) -> Status:
    """The gravest; a measure on which nothing is owed waits for a date."""
    return min(statuses, key=GRAVITY.index, default=Status.WAITING)
