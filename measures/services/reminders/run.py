"""The whole run: plan what is owed, send what waits, write down what came of it."""

import contextlib
import logging
import socket
from dataclasses import asdict
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import Error, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from measures.models import ReminderClock, ReminderRun
from measures.services.reminders.counts import Counts
from measures.services.reminders.grouping import Opens, at_once, open_the_day
from measures.services.reminders.planning import plan_reminders
from measures.services.reminders.postman import Postman, in_words
from measures.services.reminders.sending import revive_abandoned, send_next

log = logging.getLogger(__name__)

# A run ends well before the task's time limit and its claims' age; the next one goes on.
RUN_SECONDS = 240


def send_reminders(
    *,
    today: date,
    now: datetime,
    dry_run: bool = False,
    opens: Opens = at_once,
    plan_every: timedelta | None = None,
) -> Counts:
    """Plans and sends what is owed by `today`; safe at any time and by many at once.

    `dry_run` counts what would be planned and writes and sends nothing. `opens` says from when
    the mail of a person may go. With `plan_every` the ledger is not planned again so soon after
    it was planned for the same day; what waits is sent all the same.
    """
    if dry_run:
        return Counts(planned=_would_be_planned(today=today, now=now))
    started, began = timezone.now(), monotonic()
    counts, wrong = _planned(today=today, now=now, opens=opens, every=plan_every)
    try:
        _take_over_the_abandoned(today=today, now=now, opens=opens)
        counts += _send_what_waits(today=today, now=now, began=began)
    except Exception as error:
        log.exception("The run of reminders for %s failed", today)
        wrong = wrong or error
    _write_down(counts, today=today, started=started, wrong=wrong)
    if wrong:
        raise wrong
    return counts


def _planned(
    *, today: date, now: datetime, opens: Opens, every: timedelta | None
) -> tuple[Counts, Exception | None]:
    """What cannot be planned does not keep back what waits to be sent."""
    try:
        return Counts(planned=_plan(today=today, now=now, opens=opens, every=every)), None
    except Exception as error:
        log.exception("Reminders for %s could not be planned", today)
        return Counts(), error


def _take_over_the_abandoned(*, today: date, now: datetime, opens: Opens) -> None:
    """A planner may just be making the mail of the day for the same person: the next run does."""
    revive_abandoned(now)
    with contextlib.suppress(IntegrityError):
        open_the_day(today, opens)


def _would_be_planned(*, today: date, now: datetime) -> int:
    with transaction.atomic():
        planned = plan_reminders(today=today, now=now)
        transaction.set_rollback(True)
    return planned


def _plan(*, today: date, now: datetime, opens: Opens, every: timedelta | None) -> int:
    """Marked before it is done and in the same transaction: who fails plans again next time."""
    clock, _is_new = ReminderClock.objects.get_or_create(pk=1)
    mine = ReminderClock.objects.filter(pk=clock.pk)
    if every is not None:
        mine = mine.exclude(Q(planned_for=today) & Q(planned_at__gt=now - every))
    with transaction.atomic():
        if not mine.update(planned_for=today, planned_at=now):
            return 0
        return plan_reminders(today=today, now=now, opens=opens)


def _send_what_waits(*, today: date, now: datetime, began: float) -> Counts:
    counts = Counts()
    with Postman() as postman:
        while not postman.stopped and (passed := monotonic() - began) < RUN_SECONDS:
            moment = now + timedelta(seconds=passed)  # by which a claim is known to be stale
            sent = send_next(today=today, now=moment, postman=postman)
            if sent is None:
                break
            counts += sent
    return counts


def _write_down(counts: Counts, *, today: date, started: datetime, wrong: Exception | None) -> None:
    """A run without news leaves its mark on the clock alone. Where the database itself is away,
    the log and the silence tell."""
    error = in_words(wrong) if wrong else ""
    try:
        ended = timezone.now()
        ReminderClock.objects.filter(pk=1).update(ran_at=ended)
        if error or any(asdict(counts).values()):
            ReminderRun.objects.create(
                day=today,
                started_at=started,
                ended_at=ended,
                worker=socket.gethostname()[:100],
                error=error,
                **asdict(counts),
            )
    except Error:
        log.exception("The run of reminders for %s could not be written down", today)
        if not wrong:
            raise
