"""Webhooks and their log, as those who keep them see them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from agencies.models import Role, User
from agencies.permissions import agencies_of
from exchange.models import Attempt, Change, Delivery, DeliveryState, Feed, Webhook
from exchange.permissions import may_keep_all_webhooks, may_list_webhooks

UNDER_WAY = Q(deliveries__state__in=(DeliveryState.WAITING, DeliveryState.SENDING))


def webhooks_kept_by(person: User, today: date) -> QuerySet[Webhook]:
    """Set twin of permissions.may_keep_webhook: one's own, those limited to a plan that one
    coordinates, or all for an administrator; without those that were removed."""
    rows = Webhook.objects.standing().select_related("owner", "plan", "agency", "state_by")
    if may_keep_all_webhooks(person):
        return rows
    if not may_list_webhooks(person, today):
        return rows.none()
    bodies = [body.pk for body in agencies_of(person, today, Role.COORDINATOR)]
    return rows.filter(Q(owner=person) | Q(plan__coordinator__in=bodies))


def with_waiting(rows: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """Annotates `waiting`: how many messages are under way."""
    return rows.annotate(waiting=Count("deliveries", filter=UNDER_WAY))


def log_of(rows: QuerySet[Webhook]) -> QuerySet[Delivery]:
    """Messages of these webhooks, the newest first, with what each tells of at hand."""
    return (
        Delivery.objects.filter(webhook__in=rows.order_by().values("pk"))
        .select_related("change__plan", "change__agency", "webhook__owner", "replayed_by")
        .order_by("-pk")
    )


def with_attempts(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """One statement more, however many rows."""
    return rows.prefetch_related(Prefetch("tries", Attempt.objects.order_by("pk")))


@dataclass(frozen=True)
class Backlog:
    """`ready_since`: since when the oldest message that could go has waited."""

    waiting: int
    sending: int
    failed: int
    ready_since: datetime | None


def backlog(now: datetime) -> Backlog:
    """Of all webhooks that are active; `failed`: given up within the last day. Three statements."""
    under_way = Delivery.objects.filter(state__in=("waiting", "sending"), webhook__state="active")
    counts = dict(under_way.order_by().values_list("state").annotate(Count("pk")))
    failed = Delivery.objects.filter(state="failed", ended_at__gt=now - timedelta(days=1))
    ready = Delivery.objects.ready(now, Webhook.objects.all())
    oldest = ready.aggregate(oldest=Min("next_try_at"))["oldest"]
    return Backlog(counts.get("waiting", 0), counts.get("sending", 0), failed.count(), oldest)


def changes_not_spread() -> int:
    """Two statements. Those without a number, and those numbered whose messages are not written."""
    feed = Feed.objects.filter(pk=1).first() or Feed()
    return Change.objects.filter(number=None).count() + feed.numbered - feed.spread


def webhooks_by_state() -> dict[str, int]:
    """One statement; with `failing`, those of the active ones whose last attempt failed."""
    rows = Webhook.objects.standing().order_by()
    counted = rows.aggregate(
        active=Count("pk", filter=Q(state="active")),
        failing=Count("pk", filter=Q(state="active", failures__gt=0)),
        paused=Count("pk", filter=Q(state="paused")),
        disabled=Count("pk", filter=Q(state="disabled")),
    )
    return {name: int(count) for name, count in counted.items()}
