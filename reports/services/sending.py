"""Mails with issued editions: each claimed by one worker, sent, then marked; as reminders are.

What is sent never changes between attempts, so that one Message-ID stands for one content.
"""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from measures.rules.reminders import MAX_ATTEMPTS, wait_after
from measures.services.reminders.postman import Postman, Unreachable, in_words, is_final
from measures.services.reminders.run import RUN_SECONDS
from measures.services.reminders.sending import claim_lasts
from reports.models import Dispatch, DispatchKind, DispatchState, IssueState
from reports.services.sending_mails import compose

log = logging.getLogger(__name__)
ABANDONED = "abandoned by its worker"


@dataclass(frozen=True)
class Mailed:
    """Of a run, in mails. `failed`: attempts that failed, to be repeated or given up."""

    sent: int = 0
    failed: int = 0
    cancelled: int = 0

    def __add__(self, other: "Mailed") -> "Mailed":
        return Mailed(
            self.sent + other.sent, self.failed + other.failed, self.cancelled + other.cancelled
        )


def send_issued(*, now: datetime) -> Mailed:
    """Sends what waits; safe at any time and by many at once. Not inside a transaction: a claim
    must stand before the server is spoken to.

    A recipient can get a mail twice in one case only: the server took it, but the worker died or
    the connection broke before its answer was written down. Both copies carry one Message-ID.
    """
    revive_abandoned(now)
    return sum(_one_after_another(now), Mailed())


def _one_after_another(now: datetime) -> Iterator[Mailed]:
    began = monotonic()
    with Postman() as postman:
        while not postman.stopped and (passed := monotonic() - began) < RUN_SECONDS:
            moment = now + timedelta(seconds=passed)  # by which a claim is known to be stale
            dispatch = _claim_next(moment)
            if dispatch is None:
                return
            yield _send(dispatch, now=moment, postman=postman)


def revive_abandoned(now: datetime) -> None:
    """Mails of workers that died wait again; those that killed too many are given up."""
    abandoned = Dispatch.objects.stale(now - claim_lasts())
    given_up = abandoned.filter(attempts__gte=MAX_ATTEMPTS)
    given_up.update(state=DispatchState.FAILED, error=ABANDONED)
    abandoned.update(state=DispatchState.WAITING, error=ABANDONED)


def _claim_next(now: datetime) -> Dispatch | None:
    """Rows that another worker is just claiming are passed over, so that workers do not queue."""
    while True:
        with transaction.atomic():
            waiting = Dispatch.objects.ready(now).order_by("pk")
            first = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
            if first is None:
                return None
            if dispatch := _claim(first, now):
                return dispatch


def _claim(dispatch_id: int, now: datetime) -> Dispatch | None:
    """One worker wins; every other sees no row change."""
    mine = Dispatch.objects.ready(now).filter(pk=dispatch_id)
    taken = {"state": DispatchState.SENDING, "claimed_at": now, "attempts": F("attempts") + 1}
    if not mine.update(**taken):
        return None
    rows = Dispatch.objects.select_related("issue__replaced_by", "issue__report__round__plan")
    return rows.defer("issue__report__content").get(pk=dispatch_id)


def _claimed(dispatch: Dispatch) -> QuerySet[Dispatch]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return Dispatch.objects.filter(
        pk=dispatch.pk, state=DispatchState.SENDING, claimed_at=dispatch.claimed_at
    )


def _send(dispatch: Dispatch, *, now: datetime, postman: Postman) -> Mailed:
    if _is_over(dispatch):
        cancelled = {"state": DispatchState.CANCELLED, "attempts": F("attempts") - 1}
        return Mailed(cancelled=_claimed(dispatch).update(**cancelled))
    try:
        postman.deliver(compose(dispatch))
    except Unreachable as error:
        _put_back(dispatch, error)
        return Mailed(failed=1)
    except Exception as error:  # whatever is wrong with one mail must not stop the others
        _put_off(dispatch, error, now)
        return Mailed(failed=1)
    _mark_sent(dispatch, now)
    return Mailed(sent=1)


def _is_over(dispatch: Dispatch) -> bool:
    """Withdrawn since the mail was ordered: nobody needs to get it any more."""
    edition = dispatch.kind == DispatchKind.EDITION
    return edition and dispatch.issue.state != IssueState.ISSUED


def _mark_sent(dispatch: Dispatch, now: datetime) -> None:
    """A worker that was taken for dead has sent it all the same, if nobody took it up since."""
    mine = Dispatch.objects.filter(pk=dispatch.pk, claimed_at=dispatch.claimed_at)
    under_way = mine.filter(state__in=(DispatchState.SENDING, DispatchState.WAITING))
    under_way.update(state=DispatchState.SENT, sent_at=now, error="")


def _put_back(dispatch: Dispatch, error: Unreachable) -> None:
    """A server that is away, for however long, uses up no attempt of any mail."""
    log.warning("Mail server: %s", error)
    attempts = F("attempts") - 1
    _claimed(dispatch).update(state=DispatchState.WAITING, attempts=attempts, error=str(error))


def _put_off(dispatch: Dispatch, error: Exception, now: datetime) -> None:
    text = in_words(error)
    log.warning("Mail %s with an issued edition, attempt %s: %s", dispatch.pk, dispatch.attempts,
                text)  # fmt: skip
    wait = None if is_final(error) else _wait(dispatch.attempts)
    if wait is None:
        _claimed(dispatch).update(state=DispatchState.FAILED, error=text)
    else:
        waiting = {"state": DispatchState.WAITING, "next_try_at": now + wait}
        _claimed(dispatch).update(error=text, **waiting)


def _wait(attempts: int) -> timedelta | None:
    return wait_after(attempts, secrets.randbelow(1000) / 999, settings.REMINDER_WAIT_SCALE)
