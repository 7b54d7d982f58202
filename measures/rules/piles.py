"""In which pile of an officer's desk a report owed lies: the most urgent that fits, one alone."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from measures.rules.lateness import UNDER_WAY_DAYS, is_overdue

WEEK_DAYS: Final = 7


class Pile(StrEnum):
    """In the order in which an officer works them off."""

    LATE = "late"
    RETURNED = "returned"  # for rework, not late yet
    TODAY = "today"
    QUARTERS = "quarters"  # continuous work, of which a quarter that has passed is not reported
    WEEK = "week"  # within seven days
    DRAFTS = "drafts"  # begun, its date further off than a week or not known
    MONTH = "month"  # within UNDER_WAY_DAYS
    REVIEW = "review"  # handed in, the reviewer's turn
    LATER = "later"
    UNDATED = "undated"
    DONE = "done"


# What somebody has to do something about; the rest waits for others or for its time.
TO_DO: Final = (
    *(Pile.LATE, Pile.RETURNED, Pile.TODAY, Pile.QUARTERS),
    *(Pile.WEEK, Pile.DRAFTS, Pile.MONTH),
)
NOT_HANDED_IN: Final = ("open", "returned")


def pile_of(
    *, state: str, kind: str, due_on: date | None, under_way: str | None, today: date
) -> Pile:
    """`under_way`: the state of the report being written ("draft") or reviewed ("submitted").

    Interim information in review leaves nothing to do until it is decided, late or not.
    """
    if state not in (*NOT_HANDED_IN, "submitted"):
        return Pile.DONE
    if state == "submitted" or under_way == "submitted":
        return Pile.REVIEW
    if kind != "continuous" and is_overdue(due_on, None, today):
        return Pile.LATE
    if state == "returned":
        return Pile.RETURNED
    return _by_date(due_on, begun=under_way == "draft", today=today)


def _by_date(due_on: date | None, *, begun: bool, today: date) -> Pile:
    if due_on and due_on <= today:
        return Pile.TODAY if due_on == today else Pile.QUARTERS
    if due_on and due_on <= today + timedelta(days=WEEK_DAYS):
        return Pile.WEEK
    if begun:
        return Pile.DRAFTS
    if due_on is None:
        return Pile.UNDATED
    return Pile.MONTH if due_on <= today + timedelta(days=UNDER_WAY_DAYS) else Pile.LATER
