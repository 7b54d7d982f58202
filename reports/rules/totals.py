"""Counting statuses, and the one status that a measure has in a report."""

from collections import Counter
from collections.abc import Iterable

from measures.rules.lateness import Status
from measures.rules.summary import GRAVITY, summary

Counts = dict[str, int]


def totals(statuses: Iterable[Status]) -> Counts:
    """How many of each status, every status named, also those with none. What is not owed any
    more has no place in a report."""
    counted = Counter(statuses)
    return {status.value: counted[status] for status in GRAVITY if status != Status.WITHDRAWN}


def status_of_measure(statuses: Iterable[Status], *, off_control: bool) -> Status:
    """Off control is said first; else the gravest of what is owed on the measure."""
    return Status.REMOVED if off_control else summary(statuses)
