"""When is something late, and what do we call its status. Due today is not late."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The words of execution control (контроль исполнения)."""

    NOT_DUE = "not_due"  # срок не наступил
    IN_PROGRESS = "in_progress"  # на исполнении
    IN_REVIEW = "in_review"  # на рассмотрении
    RETURNED = "returned"  # возвращено на доработку
    OVERDUE = "overdue"  # не исполнено (просрочено)
    DONE = "done"  # исполнено
    DONE_LATE = "done_late"  # исполнено с нарушением срока
    REMOVED = "removed"  # снято с контроля
    CONTINUOUS = "continuous"  # исполняется постоянно
    WAITING = "waiting"  # ждёт события или решения о сроке
    WITHDRAWN = "withdrawn"  # план этого больше не требует


# Work counts as under way in the last 30 days before its date; earlier its date has not come.
UNDER_WAY_DAYS = 30


def is_overdue(due_on: date | None, done_on: date | None, today: date) -> bool:
    """Open and past its day; due today is not late, work handed in is never overdue."""
    return due_on is not None and done_on is None and due_on < today


def days_late(due_on: date | None, done_on: date | None, today: date) -> int:
    """Days past the due date until handed in, or until today; 0 when not late."""
    return max(0, ((done_on or today) - due_on).days) if due_on else 0


def extended_away(before: date, due_on: date, done_on: date | None, today: date) -> int:
    """Days of lateness that decided extensions took away, as of a day.

    `before` is the date in force before the first extension, `due_on` the one in force now. What
    would be late by the first and is not late, or less so, by the second; never negative.
    """
    return max(0, days_late(before, done_on, today) - days_late(due_on, done_on, today))


CLOSED = {
    "removed": Status.REMOVED,
    "submitted": Status.IN_REVIEW,
    "withdrawn": Status.WITHDRAWN,
}


def status_of(
    *, state: str, kind: str, due_on: date | None, done_on: date | None, today: date
) -> Status:
    """The status of one obligation, in the order in which a controller would say it."""
    if state in CLOSED:
        return CLOSED[state]
    if state == "done":
        late = kind != "continuous" and days_late(due_on, done_on, today)
        return Status.DONE_LATE if late else Status.DONE
    if kind == "continuous":
        return Status.RETURNED if state == "returned" else Status.CONTINUOUS
    if is_overdue(due_on, done_on, today):
        return Status.OVERDUE
    return _open_status(state, due_on, today)


def _open_status(state: str, due_on: date | None, today: date) -> Status:
    if state == "returned":
        return Status.RETURNED
    if due_on is None:
        return Status.WAITING
    return Status.IN_PROGRESS if (due_on - today).days <= UNDER_WAY_DAYS else Status.NOT_DUE
