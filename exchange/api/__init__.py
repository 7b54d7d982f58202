"""API: the feed of changes, webhooks and their log."""

from exchange.api.changes import ChangesView
from exchange.api.deliveries import DeliveryViewSet
from exchange.api.webhooks import WebhookViewSet

__all__ = ["ChangesView", "DeliveryViewSet", "WebhookViewSet"]
