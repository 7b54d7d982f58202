"""Messages sent again, and a message to try an address with. The identifier of a message stays."""

import uuid
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from exchange.models import Change, Delivery, DeliveryState, Webhook, WebhookState
from exchange.permissions import check_may_keep_webhook
from exchange.rules.types import PING
from exchange.services.numbering import locked_feed, number_changes
from exchange.services.spreading import changes_wanted, write_messages
from exchange.services.stopping import resume

MOST: Final = 10_000  # messages at one time
PINGS_WAITING: Final = 3


@transaction.atomic
def ping(webhook: Webhook, *, by: User, today: date, now: datetime) -> Delivery:
    """A message about nothing. Raises PermissionDenied; Refused "not_active", "ping_waits"."""
    check_may_keep_webhook(by, webhook, today)
    _check_active(webhook)
    waiting = Delivery.objects.filter(webhook=webhook, change=None, ended_at=None)
    if waiting.count() >= PINGS_WAITING:
        raise Refused("ping_waits", _("Test messages wait already: see what comes of them."))
    return Delivery.objects.create(
        webhook=webhook,
        message_id=f"ping_{uuid.uuid4().hex}",
        type=PING,
        next_try_at=now,
        created_at=now,
    )


def _check_active(webhook: Webhook) -> None:
    if webhook.state != WebhookState.ACTIVE or webhook.retired_at:
        raise Refused("not_active", _("Nothing is sent there now: let it go on first."))


@transaction.atomic
def replay(delivery: Delivery, *, by: User, today: date, now: datetime) -> None:
    """Raises PermissionDenied; Refused "not_active", "under_way"."""
    check_may_keep_webhook(by, delivery.webhook, today)
    _check_active(delivery.webhook)
    if not _again(delivery.webhook, [delivery.pk], by=by, now=now):
        raise Refused("under_way", _("This message is on its way."))
    delivery.refresh_from_db()


def replay_since(webhook: Webhook, since: datetime, *, by: User, today: date, now: datetime) -> int:
    """All that happened since a moment, also what it was not told of then; how many messages.

    Raises PermissionDenied; Refused "not_active", "ahead", "too_many_messages".
    """
    check_may_keep_webhook(by, webhook, today)
    _check_active(webhook)
    if since > now:
        raise Refused("ahead", _("This moment has not come yet."))
    number_changes()
    with transaction.atomic():
        return _write_since(webhook, since, by=by, today=today, now=now)


def _write_since(webhook: Webhook, since: datetime, *, by: User, today: date, now: datetime) -> int:
    told = changes_wanted(webhook, today).filter(at__gte=since, number__isnull=False)
    changes = _not_too_many(told)
    sent = Delivery.objects.ended().filter(webhook=webhook, change__in=told.values("pk"))
    _again(webhook, list(sent.values_list("pk", flat=True)), by=by, now=now)
    write_messages(webhook, changes, now=now)
    return len(changes)


def _not_too_many(told: QuerySet[Change]) -> list[Change]:
    changes = list(told.order_by("number")[: MOST + 1])
    if len(changes) > MOST:
        raise Refused(
            "too_many_messages",
            _("That would be more than %(count)d messages: choose a later moment.")
            % {"count": MOST},
        )
    return changes


def _again(webhook: Webhook, ids: list[int], *, by: User, now: datetime) -> int:
    """What is under way already is left alone."""
    again = 0
    for first in range(0, len(ids), 500):
        ended = Delivery.objects.ended().filter(webhook=webhook, pk__in=ids[first : first + 500])
        again += ended.update(
            state=DeliveryState.WAITING,
            ended_at=None,
            attempts=0,
            next_try_at=now,
            replayed_at=now,
            replayed_by=by,
        )
    return again


@transaction.atomic
def resume_and_catch_up(
    webhook: Webhook, *, by: User, today: date, now: datetime, catch_up: bool
) -> int:
    """Lets it go on; with `catch_up` it is told of what happened since it stopped. How many
    messages. Raises PermissionDenied; Refused "active", "owner_no_role", "too_many_messages"."""
    after = resume(webhook, by=by, today=today, now=now)
    if not catch_up:
        return 0
    upto = locked_feed().spread  # what comes later is spread to it anyway
    missed = changes_wanted(webhook, today).filter(number__gt=after, number__lte=upto)
    return write_messages(webhook, _not_too_many(missed), now=now)
