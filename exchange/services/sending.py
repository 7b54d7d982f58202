"""Send a message: claimed by one worker, tried until it is taken, or for about two days."""

import logging
import secrets as chance
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from exchange.models import Attempt, Delivery, DeliveryState, Outcome, Webhook
from exchange.payloads import body_of
from exchange.queries.changes import changes_told_to
from exchange.rules import signing
from exchange.rules.waits import MAX_ATTEMPTS, wait_after
from exchange.sealing import Unreadable
from exchange.services import health
from exchange.services.post import Answer, post
from exchange.services.secrets import secrets_of

log = logging.getLogger(__name__)
AGENT = "policy-tracker-webhook/1"


def send_next(*, today: date, now: datetime) -> bool:
    """Sends the message that could go for longest and is nobody's yet; False when there is none.

    Not inside a transaction: the claim must stand before the address is spoken to. A message can
    arrive twice in one case only: it was taken, but the worker died or the connection broke before
    the answer was written down. Both have the same `webhook-id`.
    """
    delivery = _claim_next(now)
    if delivery is None:
        return False
    if not _is_told_still(delivery, today):
        _end(delivery, DeliveryState.CANCELLED, now)
        return True
    answer = _attempt(delivery, now)
    log.info("Webhook message %s: %s %s", delivery.pk, answer.outcome, answer.status or "")
    _write_down(delivery, answer, today=today, now=now)
    return True


def revive_abandoned(now: datetime) -> None:
    """Messages of workers that died wait again; those that killed too many are given up."""
    before = now - timedelta(seconds=settings.WEBHOOK_CLAIM_SECONDS)
    for row in Delivery.objects.stale(before).only("pk", "attempts", "claimed_at"):
        with transaction.atomic():
            if row.attempts >= MAX_ATTEMPTS:
                moved = _claimed(row).update(state=DeliveryState.FAILED, ended_at=now)
            else:
                moved = _claimed(row).update(state=DeliveryState.WAITING, next_try_at=now)
            if moved:
                Attempt.objects.create(delivery=row, at=now, outcome=Outcome.ABANDONED)


def _claim_next(now: datetime) -> Delivery | None:
    """Rows that another worker is just claiming are passed over, so that workers do not queue."""
    while True:
        with transaction.atomic():
            waiting = Delivery.objects.ready(now, Webhook.objects.all())
            locked = waiting.order_by("next_try_at", "pk").select_for_update(skip_locked=True)
            first = locked.values_list("pk", flat=True).first()
            if first is None:
                return None
            if _claim(first, now):
                return Delivery.objects.select_related(
                    "webhook__owner", "change__plan", "change__agency"
                ).get(pk=first)


def _claim(delivery_id: int, now: datetime) -> bool:
    """One worker wins; every other sees no row change."""
    waiting = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING)
    claim = {"state": DeliveryState.SENDING, "claimed_at": now, "attempts": F("attempts") + 1}
    return waiting.update(**claim) == 1


def _claimed(delivery: Delivery) -> QuerySet[Delivery]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, claimed_at=delivery.claimed_at
    )


def _is_told_still(delivery: Delivery, today: date) -> bool:
    """Its owner may see it now, not only when it was written."""
    if delivery.change is None:
        return True
    seen = changes_told_to(delivery.webhook.owner, today)
    return seen.filter(pk=delivery.change.pk).exists()


def _attempt(delivery: Delivery, now: datetime) -> Answer:
    hook, body = delivery.webhook, body_of(delivery)
    timestamp = int(now.timestamp())
    try:
        secrets = secrets_of(hook, now)
    except Unreadable:  # the key of the installation was changed: nothing goes out unsigned
        return Answer(Outcome.NO_KEY)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "Connection": "close",
        **signing.headers(secrets, delivery.message_id, timestamp, body),
    }
    return post(hook.address, body, headers)


@transaction.atomic
def _write_down(delivery: Delivery, answer: Answer, *, today: date, now: datetime) -> None:
    Attempt.objects.create(
        delivery=delivery,
        at=now,
        outcome=answer.outcome,
        status=answer.status,
        milliseconds=answer.milliseconds,
        excerpt=answer.excerpt,
    )
    if answer.outcome == Outcome.TAKEN:
        _end(delivery, DeliveryState.DELIVERED, now)
        health.note_success(delivery.webhook)
        return
    _put_off(delivery, answer, now)
    health.note_failure(delivery.webhook, answer, today=today, now=now)


def _put_off(delivery: Delivery, answer: Answer, now: datetime) -> None:
    jitter = chance.randbelow(1000) / 999
    wait = wait_after(
        delivery.attempts, jitter, asked=answer.asked, scale=settings.WEBHOOK_WAIT_SCALE
    )
    if wait is None:
        _end(delivery, DeliveryState.FAILED, now)
    else:
        _claimed(delivery).update(state=DeliveryState.WAITING, next_try_at=now + wait)


def _end(delivery: Delivery, state: DeliveryState, now: datetime) -> None:
    _claimed(delivery).update(state=state, ended_at=now)
