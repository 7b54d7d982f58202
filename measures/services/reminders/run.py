"""The whole run: plan what is owed, send what waits."""

from datetime import date, datetime
from time import monotonic

from django.db import transaction

from measures.services.reminders.counts import Counts
from measures.services.reminders.planning import plan_reminders
from measures.services.reminders.postman import Postman
from measures.services.reminders.sending import ready, revive_abandoned, send_digest

# A run ends well before the task's time limit and its claims' age; the next one goes on.
RUN_SECONDS = 240


def send_reminders(*, today: date, now: datetime, dry_run: bool = False) -> Counts:
    """Plans and sends what is owed by `today`; safe at any time and by many at once.

    `dry_run` counts what would be planned and writes and sends nothing.
    """
    if dry_run:
        return Counts(planned=_would_be_planned(today=today, now=now))
    counts = Counts(planned=plan_reminders(today=today, now=now))
    revive_abandoned(now)
    return counts + _send_what_waits(today=today, now=now)


def _would_be_planned(*, today: date, now: datetime) -> int:
    with transaction.atomic():
        planned = plan_reminders(today=today, now=now)
        transaction.set_rollback(True)
    return planned


def _send_what_waits(*, today: date, now: datetime) -> Counts:
    counts, ends = Counts(), monotonic() + RUN_SECONDS
    with Postman() as postman:
        for digest_id in ready(now):
            if postman.stopped or monotonic() > ends:
                break
            counts += send_digest(digest_id, today=today, now=now, postman=postman)
    return counts
