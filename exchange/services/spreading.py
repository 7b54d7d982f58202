"""Each change becomes a message for each webhook that wants it and whose owner may see it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from exchange.models import Change, Delivery, Feed, PausedFor, Webhook, WebhookState
from exchange.permissions import may_add_webhooks
from exchange.queries.changes import Wanted, changes_told_to, narrowed
from exchange.services.numbering import locked_feed, number_changes
from exchange.services.stopping import stopped

AT_ONCE: Final = 2000  # changes; the entering of a plan makes thousands


def spread_changes(*, today: date, now: datetime) -> int:
    """Writes the messages of what happened since the last time; how many. Each change once, however
    many workers do this at once, and whichever of them dies over it."""
    number_changes()
    written = 0
    while (more := _spread_some(today=today, now=now)) is not None:
        written += more
    return written


def _spread_some(*, today: date, now: datetime) -> int | None:
    with transaction.atomic():
        feed = locked_feed()
        if feed.spread >= feed.numbered:
            return None
        upto = min(feed.numbered, feed.spread + AT_ONCE)
        hooks = Webhook.objects.active().select_related("owner", "plan", "agency").order_by("pk")
        written = sum(_write(hook, feed.spread, upto, today=today, now=now) for hook in hooks)
        Feed.objects.filter(pk=feed.pk).update(spread=upto)
    return written


def _write(hook: Webhook, after: int, upto: int, *, today: date, now: datetime) -> int:
    if not may_add_webhooks(hook.owner, today):
        _stop(hook, now)
        return 0
    told = changes_wanted(hook, today).filter(number__gt=after, number__lte=upto)
    return write_messages(hook, told.order_by("number"), now=now)


def changes_wanted(hook: Webhook, today: date) -> QuerySet[Change]:
    """By its filters, and as far as its owner may see them."""
    wanted = Wanted(
        types=hook.types,
        plan=hook.plan.slug if hook.plan else "",
        agency=hook.agency.code if hook.agency else "",
    )
    return narrowed(changes_told_to(hook.owner, today), wanted)


def write_messages(hook: Webhook, told: Iterable[Change], *, now: datetime) -> int:
    """What was written before stays as it is."""
    messages = [
        Delivery(
            webhook=hook,
            change=change,
            message_id=change.message_id,
            type=change.type,
            next_try_at=now,
            created_at=now,
        )
        for change in told
    ]
    Delivery.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
    return len(messages)


def _stop(hook: Webhook, now: datetime) -> None:
    """A role that ended takes the webhook along; with another one its owner lets it go on."""
    Webhook.objects.active().filter(pk=hook.pk).update(
        state=WebhookState.PAUSED, **stopped(PausedFor.NO_ROLE, now)
    )
