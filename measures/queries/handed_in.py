"""What happens to a report that was handed in, and what is owed next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agencies.models import User
from agencies.queries import calendar_between
from measures.models import Obligation, ProgressEntry, ProgressState
from measures.queries.desk import Desk, desk_of
from measures.queries.reminders.subjects import review_due

LONGEST_REVIEW = timedelta(days=120)  # of the calendar that is read


@dataclass(frozen=True)
class HandedIn:
    """`review_by`: the day by which the reviewer should have decided. `next_row`: what the person
    should do next, as the desk has it, or None."""

    entry: ProgressEntry
    review_by: date
    desk: Desk
    next_row: Any | None


def handed_in(owed: Obligation, person: User, today: date) -> HandedIn | None:
    """None while nothing waits for review. Five statements."""
    waiting = owed.entries.filter(state=ProgressState.SUBMITTED).select_related("author")
    entry = waiting.first()
    if entry is None or entry.submitted_on is None:
        return None
    day = entry.submitted_on
    calendar = calendar_between(day, day + LONGEST_REVIEW)
    desk = desk_of(person, today)
    after = desk.rows.exclude(pk=owed.pk).first()
    return HandedIn(entry, review_due(owed.measure.plan, day, calendar), desk, after)
