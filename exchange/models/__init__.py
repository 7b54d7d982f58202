"""The rows of exchange with other programs."""

from exchange.models.change import Change, Feed
from exchange.models.delivery import Attempt, Delivery, DeliveryState, Outcome
from exchange.models.webhook import LONGEST_NAME, PausedFor, Webhook, WebhookState

__all__ = [
    "LONGEST_NAME",
    "Attempt",
    "Change",
    "Delivery",
    "DeliveryState",
    "Feed",
    "Outcome",
    "PausedFor",
    "Webhook",
    "WebhookState",
]
