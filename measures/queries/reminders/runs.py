"""How the runs of reminders go: when one last came by, what the day's did, and what waits.

The ledger and its mails grow without end, and these questions are asked every few seconds by
monitoring. So what is unfinished is found by the partial indexes of the few that are, and runs by
the index of their day; nothing counts all that was ever sent.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import Coalesce

from measures.models import Digest, DigestState, ReminderClock, ReminderRun

RUNS_SHOWN = 50
LONGEST_RUN = timedelta(minutes=5)
ERRED = ~Q(error="")


@dataclass(frozen=True)
class Backlog:
    """Mails that are not done with.

    Of those that wait, `put_off` were tried in vain and `ready` could go now, the longest since
    `ready_since`. `claimed_since`: when the longest of those being sent was taken up.
    """

    waiting: int
    sending: int
    put_off: int
    ready: int
    ready_since: datetime | None
    claimed_since: datetime | None


def backlog(now: datetime) -> Backlog:
    """Two statements, both over the index of mails under way."""
    under_way = Digest.objects.filter(state__in=[DigestState.WAITING, DigestState.SENDING])
    sending = Q(state=DigestState.SENDING)
    could_go_since = Coalesce("next_try_at", "created_at")
    ready = Digest.objects.could_go(now)
    return Backlog(
        **under_way.aggregate(
            waiting=Count("pk", filter=~sending),
            sending=Count("pk", filter=sending),
            put_off=Count("pk", filter=~sending & Q(attempts__gt=0)),
            claimed_since=Min("claimed_at", filter=sending),
        ),
        **ready.aggregate(ready=Count("pk"), ready_since=Min(could_go_since)),
    )


@dataclass(frozen=True)
class DayTotals:
    """Of the runs of a business day that had news; in reminders, as a run counts."""

    runs: int
    erred: int
    planned: int
    sent: int
    failed: int
    skipped: int


def day_totals(today: date) -> DayTotals:
    """One statement."""
    of_day = ReminderRun.objects.filter(day=today)
    sums = {name: Sum(name, default=0) for name in ("planned", "sent", "failed", "skipped")}
    return DayTotals(**of_day.aggregate(runs=Count("pk"), erred=Count("pk", filter=ERRED), **sums))


def erred_since(since: datetime, today: date) -> int:
    """Runs with errors; one statement. Only the business days around `today` are looked at."""
    days = (today - timedelta(days=1), today)
    return ReminderRun.objects.filter(ERRED, day__in=days, started_at__gte=since).count()


def reminder_clock() -> ReminderClock:
    """One statement; before the first run, a clock that shows nothing."""
    return ReminderClock.objects.first() or ReminderClock()


def silence_allowed() -> timedelta:
    """A longer one is a fault of beat, the broker or the mail worker.

    Bells ring every REMINDER_SECONDS, one may be lost, and a run marks the clock at its end.
    """
    return LONGEST_RUN + 2 * timedelta(seconds=settings.REMINDER_SECONDS)


@dataclass(frozen=True)
class RunBoard:
    """`silent`: no run came by for too long. `runs`: those with news, newest first."""

    clock: ReminderClock
    silent: bool
    day_is_planned: bool
    totals: DayTotals
    backlog: Backlog
    runs: list[ReminderRun]


def run_board(today: date, now: datetime) -> RunBoard:
    """Five statements, however many runs and mails there are."""
    clock = reminder_clock()
    runs = ReminderRun.objects.filter(day=today).order_by("-started_at", "-pk")
    return RunBoard(
        clock=clock,
        silent=clock.ran_at is None or clock.ran_at < now - silence_allowed(),
        day_is_planned=clock.planned_for == today,
        totals=day_totals(today),
        backlog=backlog(now),
        runs=list(runs[:RUNS_SHOWN]),
    )
