"""Adjectives for sets of rows."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from exchange.models import Delivery, Webhook  # noqa: F401  (names of generic parameters)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def standing(self) -> Self:
        """Not retired."""
        return self.filter(retired_at=None)

    def active(self) -> Self:
        return self.standing().filter(state="active")

    def ready(self, now: datetime) -> Self:
        """Active, and not left alone after a failure."""
        return self.active().filter(Q(rest_until=None) | Q(rest_until__lte=now))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def ready(self, now: datetime, addresses: WebhookQuerySet) -> Self:
        """Could go now: its time has come, and its address is not left alone. The addresses are
        asked for apart, so that a lock on the rows found is none on them."""
        answering = addresses.ready(now).order_by().values("pk")
        return self.filter(state="waiting", next_try_at__lte=now, webhook__in=answering)

    def stale(self, before: datetime) -> Self:
        """Claimed so long ago that their worker is gone."""
        return self.filter(state="sending", claimed_at__lte=before)

    def ended(self) -> Self:
        return self.exclude(ended_at=None)
