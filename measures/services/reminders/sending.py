"""Send a mail once: claimed by one worker, tried until the server takes it or for good refuses."""

import logging
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from measures.models import Digest, DigestState, Reminder, ReminderState
from measures.queries.reminders import waiting_with_need
from measures.rules.reminders import MAX_ATTEMPTS, wait_after
from measures.services.reminders.counts import Counts
from measures.services.reminders.mails import compose
from measures.services.reminders.postman import Postman, is_final

log = logging.getLogger(__name__)

# Longer than any run may last: a claim as old as this belongs to a worker that is gone.
CLAIM_LASTS = timedelta(minutes=15)
ERROR_SHOWN = 1000


def send_digest(
    digest_id: int, *, today: date, now: datetime, postman: Postman | None = None
) -> Counts:
    """Sends one mail if this worker wins it; what is no longer owed is left out and SKIPPED.

    Never raises for a failed attempt: the mail goes back to WAITING for a later one, or to FAILED
    after MAX_ATTEMPTS or a final refusal, with the reason in `error`. Not inside a transaction:
    the claim must stand before the server is spoken to.

    A person can get a mail twice in one case only: the server took it, but the worker died or the
    connection broke before its answer was written down. Both copies carry the same Message-ID, by
    which mail servers and readers know them for one.
    """
    digest = _claim(digest_id, now)
    if digest is None:
        return Counts()
    reminders, skipped = _sort_out(digest, today)
    if not reminders:
        _cancel(digest)
        return Counts(skipped=skipped)
    try:
        mail = compose(digest, reminders, today=today)
        (postman or Postman()).deliver(mail)
    except Exception as error:  # whatever is wrong with one mail must not stop the others
        _put_off(digest, error, now)
        return Counts(failed=len(reminders), skipped=skipped)
    _mark_sent(digest, reminders, now)
    return Counts(sent=len(reminders), skipped=skipped)


def ready(now: datetime) -> list[int]:
    return list(Digest.objects.ready(now).order_by("day", "pk").values_list("pk", flat=True))


def revive_abandoned(now: datetime) -> None:
    """Mails of workers that died go back to WAITING; those that killed too many are given up."""
    abandoned = Digest.objects.stale(now - CLAIM_LASTS)
    _give_up(abandoned.filter(attempts__gte=MAX_ATTEMPTS), error="abandoned by its worker")
    abandoned.update(state=DigestState.WAITING, error="abandoned by its worker")


def _claim(digest_id: int, now: datetime) -> Digest | None:
    """One worker wins; every other sees no row change."""
    waiting = Digest.objects.ready(now).filter(pk=digest_id)
    claim = {"state": DigestState.SENDING, "claimed_at": now, "attempts": F("attempts") + 1}
    if not waiting.update(**claim):
        return None
    return Digest.objects.select_related("recipient").get(pk=digest_id)


def _claimed(digest: Digest) -> QuerySet[Digest]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return Digest.objects.filter(
        pk=digest.pk, state=DigestState.SENDING, claimed_at=digest.claimed_at
    )


def _sort_out(digest: Digest, today: date) -> tuple[list[Reminder], int]:
    """What the mail is to say, and how many reminders were SKIPPED as settled meanwhile."""
    waiting = waiting_with_need(today).filter(digest=digest).order_by("pk")
    rows = list(waiting.select_related("rule", "obligation__agency", "obligation__measure__plan"))
    settled = [row.pk for row in rows if not row.is_needed]
    if settled:
        Reminder.objects.filter(pk__in=settled).update(state=ReminderState.SKIPPED)
    return [row for row in rows if row.is_needed], len(settled)


def _cancel(digest: Digest) -> None:
    """Nothing was sent, so this attempt does not count: later reminders may still join."""
    _claimed(digest).update(state=DigestState.CANCELLED, attempts=F("attempts") - 1)


@transaction.atomic
def _mark_sent(digest: Digest, reminders: list[Reminder], now: datetime) -> None:
    _claimed(digest).update(state=DigestState.SENT, sent_at=now, error="")
    in_it = Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders])
    in_it.update(state=ReminderState.SENT)


def _put_off(digest: Digest, error: Exception, now: datetime) -> None:
    text = f"{type(error).__name__}: {error}"[:ERROR_SHOWN]
    log.warning("Reminder mail %s, attempt %s: %s", digest.pk, digest.attempts, text)
    wait = None if is_final(error) else wait_after(digest.attempts, secrets.randbelow(1000) / 999)
    if wait is None:
        _give_up(_claimed(digest), error=text)
    else:
        _claimed(digest).update(state=DigestState.WAITING, next_try_at=now + wait, error=text)


@transaction.atomic
def _give_up(digests: QuerySet[Digest], *, error: str) -> None:
    given_up = list(digests.select_for_update().values_list("pk", flat=True))
    Digest.objects.filter(pk__in=given_up).update(state=DigestState.FAILED, error=error)
    in_them = Reminder.objects.waiting().filter(digest__in=given_up)
    in_them.update(state=ReminderState.FAILED)
