"""The rows of exchange with other programs."""

from exchange.models.calendar_link import CalendarLink, LinkKind
from exchange.models.change import Change, Feed
from exchange.models.delivery import Attempt, Delivery, DeliveryState, Outcome
from exchange.models.webhook import LONGEST_NAME, PausedFor, Webhook, WebhookState

__all__ = [
    "LONGEST_NAME",
    "Attempt",
    "CalendarLink",
    "Change",
    "Delivery",
    "DeliveryState",
    "Feed",
    "LinkKind",
    "Outcome",
    "PausedFor",
    "Webhook",
    "WebhookState",
]
