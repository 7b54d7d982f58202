"""The log is kept for settings.WEBHOOK_LOG_DAYS; what waits for an address that is off as well."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from exchange.models import Attempt, Delivery, Webhook, WebhookState


@transaction.atomic
def clear_old(*, now: datetime) -> int:
    """How many messages went from the log. Changes themselves stay for good, and so can be sent
    again; a webhook that was removed goes when nothing of it is in the log any more."""
    before = now - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    stopped = ~Q(state=WebhookState.ACTIVE) & Q(state_at__lt=before)
    off = Webhook.objects.filter(Q(retired_at__lt=before) | stopped)
    old = Delivery.objects.filter(
        Q(ended_at__lt=before) | Q(webhook__in=off, ended_at=None, created_at__lt=before)
    )
    Attempt.objects.filter(delivery__in=old.values("pk")).delete()
    gone, _kinds = old.delete()
    Webhook.objects.filter(retired_at__lt=before, deliveries=None).delete()
    return gone
