"""A webhook of the demonstration: made up, paused, with a few messages in its log.

Written by hand and not by services: nothing of it was ever sent, and its address is nobody's.
"""

from datetime import datetime, timedelta
from typing import Final

from agencies.models import Role
from exchange.models import (
    Attempt,
    Change,
    Delivery,
    DeliveryState,
    Outcome,
    PausedFor,
    Webhook,
    WebhookState,
)
from exchange.rules.types import PING
from exchange.services.secrets import new_secret
from planner.models import ActionPlan

ADDRESS: Final = "https://registry.demo.example/tracker"
TYPES: Final = ("extension.granted", "progress.accepted", "progress.returned")
ANSWERS: Final = ((Outcome.TAKEN, 204, ""), (Outcome.REFUSED, 503, "Service Unavailable"))


def connect_demonstration(plan: ActionPlan, *, now: datetime) -> None:
    """Kept by the last of the plan's coordinators; the log tells of the last few changes."""
    held = plan.coordinator.memberships.filter(role=Role.COORDINATOR).select_related("user")
    owner = held.latest("user__email").user
    begun = now - timedelta(days=2)
    webhook = Webhook.objects.create(
        name="Реестр переселенцев",
        address=ADDRESS,
        owner=owner,
        types=sorted(TYPES),
        plan=plan,
        secret=new_secret(),
        secret_shown_at=begun,
        state=WebhookState.PAUSED,
        reason=PausedFor.BY_PERSON,
        state_at=now - timedelta(hours=1),
        state_by=owner,
        created_at=begun,
    )
    _sent(webhook, None, begun, ANSWERS[:1])
    for change in Change.objects.filter(plan=plan, type__in=TYPES).order_by("-pk")[:3]:
        begun += timedelta(hours=7)
        _sent(webhook, change, begun, ANSWERS[::-1])


def _sent(
    webhook: Webhook,
    change: Change | None,
    at: datetime,
    answers: tuple[tuple[Outcome, int, str], ...],
) -> None:
    message = Delivery.objects.create(
        webhook=webhook,
        change=change,
        message_id=change.message_id if change else "ping_of_the_demonstration",
        type=change.type if change else PING,
        state=DeliveryState.DELIVERED,
        attempts=len(answers),
        next_try_at=at,
        created_at=at,
        ended_at=at + timedelta(seconds=20),
    )
    Attempt.objects.bulk_create(
        Attempt(
            delivery=message,
            at=at + timedelta(seconds=10 * turn),
            outcome=outcome,
            status=status,
            milliseconds=120 + 35 * turn,
            excerpt=excerpt,
        )
        for turn, (outcome, status, excerpt) in enumerate(answers)
    )
