"""Send a mail once: claimed by one worker, tried until the server takes it or for good refuses."""

import logging
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from measures.models import Digest, DigestState, Notice, Reminder, ReminderState
from measures.queries.reminders.need import by_reason, waiting_with_need
from measures.rules.reminders import MAX_ATTEMPTS, wait_after
from measures.services.reminders import mailed_news
from measures.services.reminders.counts import Counts
from measures.services.reminders.mails import compose
from measures.services.reminders.postman import Postman, Unreachable, in_words, is_final

log = logging.getLogger(__name__)


def claim_lasts() -> timedelta:
    """Longer than any run may last: a claim as old as this belongs to a worker that is gone."""
    return timedelta(seconds=settings.REMINDER_CLAIM_SECONDS)


def send_next(*, today: date, now: datetime, postman: Postman) -> Counts | None:
    """Sends the mail that has waited longest and is nobody's yet; None when there is none.

    What is no longer owed is left out and SKIPPED. Never raises for a failed attempt: the mail
    goes back to WAITING for a later one, or to FAILED after MAX_ATTEMPTS or a final refusal, with
    the reason in `error`. Not inside a transaction: the claim must stand before the server is
    spoken to.

    A person can get a mail twice in one case only: the server took it, but the worker died or the
    connection broke before its answer was written down. Both copies carry the same Message-ID, by
    which mail servers and readers know them for one.
    """
    digest = _claim_next(now, today)
    return _send(digest, today=today, now=now, postman=postman) if digest else None


def _send(digest: Digest, *, today: date, now: datetime, postman: Postman) -> Counts:
    reminders, skipped = _sort_out(digest, today)
    news = mailed_news.news_in(digest, today)
    if not (reminders or news):
        _cancel(digest)
        return Counts(skipped=skipped)
    try:
        mail = compose(digest, reminders, news=news, today=today)
        postman.deliver(mail)
    except Unreachable as error:
        _put_back(digest, error)
        return Counts(failed=len(reminders), skipped=skipped)
    except Exception as error:  # whatever is wrong with one mail must not stop the others
        _put_off(digest, reminders, news, error, now)
        return Counts(failed=len(reminders), skipped=skipped)
    _mark_sent(digest, reminders, news, now)
    return Counts(sent=len(reminders), skipped=skipped)


def revive_abandoned(now: datetime) -> None:
    """Mails of workers that died go back to WAITING; those that killed too many are given up."""
    abandoned = Digest.objects.stale(now - claim_lasts())
    _give_up(abandoned.filter(attempts__gte=MAX_ATTEMPTS), error="abandoned by its worker")
    abandoned.update(state=DigestState.WAITING, error="abandoned by its worker")


def _claim(digest_id: int, now: datetime, today: date) -> Digest | None:
    """One worker wins; every other sees no row change."""
    waiting = Digest.objects.ready(now, today).filter(pk=digest_id)
    claim = {"state": DigestState.SENDING, "claimed_at": now, "attempts": F("attempts") + 1}
    if not waiting.update(**claim):
        return None
    return Digest.objects.select_related("recipient").get(pk=digest_id)


def _claim_next(now: datetime, today: date) -> Digest | None:
    """Rows that another worker is just claiming are passed over, so that workers do not queue."""
    while True:
        with transaction.atomic():
            waiting = Digest.objects.ready(now, today).order_by("day", "pk")
            first = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
            if first is None:
                return None
            if digest := _claim(first, now, today):
                return digest


def _claimed(digest: Digest) -> QuerySet[Digest]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return Digest.objects.filter(
        pk=digest.pk, state=DigestState.SENDING, claimed_at=digest.claimed_at
    )


def _sort_out(digest: Digest, today: date) -> tuple[list[Reminder], int]:
    """What the mail is to say, and how many reminders were SKIPPED as settled meanwhile."""
    rows = list(waiting_with_need(today).filter(digest=digest).order_by("pk"))
    _skip(rows)
    needed = [row for row in rows if not row.over]
    return needed, len(rows) - len(needed)


def _skip(rows: list[Reminder]) -> None:
    """Reminders that are no longer needed end, each for its reason."""
    for reason, ids in by_reason(rows).items():
        waiting = Reminder.objects.waiting().filter(pk__in=ids)
        waiting.update(state=ReminderState.SKIPPED, ended=reason)


def _cancel(digest: Digest) -> None:
    """Nothing was sent, so this attempt does not count: later reminders may still join."""
    _claimed(digest).update(state=DigestState.CANCELLED, attempts=F("attempts") - 1)


@transaction.atomic
def _mark_sent(
    digest: Digest, reminders: list[Reminder], news: list[Notice], now: datetime
) -> None:
    to = digest.recipient.email
    # A worker that was taken for dead has sent it all the same, if nobody has taken it up since.
    mine = Digest.objects.filter(pk=digest.pk, claimed_at=digest.claimed_at)
    under_way = mine.filter(state__in=(DigestState.SENDING, DigestState.WAITING))
    if not under_way.update(state=DigestState.SENT, sent_at=now, sent_to=to, error=""):
        return  # its successor sends it again, and writes down what came of it
    # One that was ended while the server had the mail has gone out all the same.
    in_it = Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders])
    under_way_or_over = in_it.filter(state__in=(ReminderState.WAITING, ReminderState.SKIPPED))
    under_way_or_over.update(state=ReminderState.SENT, ended="")
    mailed_news.mark_sent(news)


def _put_back(digest: Digest, error: Unreachable) -> None:
    """A server that is away, for however long, uses up no attempt of any mail."""
    log.warning("Mail server: %s", error)
    attempts = F("attempts") - 1
    _claimed(digest).update(state=DigestState.WAITING, attempts=attempts, error=str(error))


def _put_off(
    digest: Digest, tried: list[Reminder], news: list[Notice], error: Exception, now: datetime
) -> None:
    """What joined the mail in the very moment of its attempt was not in it, and leaves it."""
    late = Reminder.objects.waiting().filter(digest=digest)
    late.exclude(pk__in=[reminder.pk for reminder in tried]).update(digest=None)
    mailed_news.leave_late(digest, news)
    text = in_words(error)
    log.warning("Reminder mail %s, attempt %s: %s", digest.pk, digest.attempts, text)
    wait = None if is_final(error) else _wait(digest.attempts)
    if wait is None:
        _give_up(_claimed(digest), error=text, sent_to=digest.recipient.email)
    else:
        _claimed(digest).update(state=DigestState.WAITING, next_try_at=now + wait, error=text)


def _wait(attempts: int) -> timedelta | None:
    return wait_after(attempts, secrets.randbelow(1000) / 999, settings.REMINDER_WAIT_SCALE)


@transaction.atomic
def _give_up(digests: QuerySet[Digest], *, error: str, **told: str) -> None:
    given_up = list(digests.select_for_update().values_list("pk", flat=True))
    Digest.objects.filter(pk__in=given_up).update(state=DigestState.FAILED, error=error, **told)
    in_them = Reminder.objects.waiting().filter(digest__in=given_up)
    in_them.update(state=ReminderState.FAILED)
    mailed_news.give_up(given_up)
