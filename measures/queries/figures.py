"""What monitoring asks of measures and their reminders, numbers only.

Asked every few seconds over tables that only grow. What is unfinished is counted whole, by partial
indexes that hold little else; of what is finished, only the last days, by `digest_of_day`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from measures.models import (
    LOST,
    Digest,
    DigestState,
    Extension,
    ExtensionState,
    Obligation,
    ProgressEntry,
    Reminder,
    ReminderState,
)
from measures.queries.reminders.subjects import nobody_to_remind

# A mail that bounces comes back within days: servers try for up to five.
BOUNCES_COME_WITHIN = timedelta(days=7)
# Notices on the site are in no mail, so that no index of days leads to them.
IN_MAILS = [state for state in ReminderState if state != ReminderState.SHOWN]


def reminders_by_state(today: date) -> dict[str, int]:
    """All that wait; of the rest, those in the mails of the day. Two statements."""
    waiting = Reminder.objects.waiting().count()
    ended = Reminder.objects.filter(digest__day=today).order_by()
    counts = dict(ended.values_list("state").annotate(Count("pk")))
    return {state.value: counts.get(state, 0) for state in IN_MAILS} | {"waiting": waiting}


def mails_of_day(today: date) -> dict[str, int]:
    """By state; one statement."""
    counts = Digest.objects.filter(day=today).order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(DigestState.values, 0) | dict(counts)


def mails_lost_since(since: datetime, today: date) -> dict[str, int]:
    """Given up or come back since a moment; one statement, over the mails of a week."""
    at = {DigestState.FAILED: "claimed_at__gte", DigestState.BOUNCED: "bounced_at__gte"}
    of_week = Digest.objects.filter(day__gte=today - BOUNCES_COME_WITHIN, state__in=LOST)
    return of_week.aggregate(
        **{
            state.value: Count("pk", filter=Q(state=state, **{moment: since}))
            for state, moment in at.items()
        }
    )


@dataclass(frozen=True)
class Work:
    """What people owe: late reports, those that nobody hears of, what waits for a decision."""

    overdue: int
    unheard: int
    reviews: int
    extensions: int


def work(today: date) -> Work:
    """Four statements, each over the index of what is open."""
    return Work(
        overdue=Obligation.objects.overdue(today).count(),
        unheard=nobody_to_remind(today).count(),
        reviews=ProgressEntry.objects.waiting_for_review().count(),
        extensions=Extension.objects.filter(state=ExtensionState.REQUESTED).count(),
    )
