"""Words and marks of webhooks and of the feed of changes."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from exchange import type_words
from exchange.models import Attempt, Delivery, Webhook
from exchange.permissions import address_for

register = template.Library()

# By which look of config/static/config/css/40-status.css a state is marked, beside its word.
LOOKS = {
    "active": "done",
    "failing": "waiting",
    "paused": "not_due",
    "disabled": "overdue",
    "waiting": "waiting",
    "sending": "in_progress",
    "delivered": "done",
    "failed": "overdue",
    "cancelled": "withdrawn",
}


@register.filter
def type_label(name: str) -> str:
    return str(type_words.label(name))


@register.simple_tag(takes_context=True)
def webhook_address(context: dict[str, Any], webhook: Webhook) -> str:
    """As far as the reader may see it."""
    return address_for(context["request"].user, webhook)


@register.simple_tag
def webhook_badge(webhook: Webhook) -> SafeString:
    return _badge(webhook.state, webhook.get_state_display())


@register.simple_tag
def message_badge(delivery: Delivery) -> SafeString:
    return _badge(delivery.state, delivery.get_state_display())


def _badge(state: str, words: str) -> SafeString:
    context = {"status": LOOKS[state], "words": words}
    return render_to_string("parts/badge.html", context)


@register.filter
def last_try(delivery: Delivery) -> Attempt | None:
    """No statement where the attempts are at hand."""
    return next(reversed(delivery.tries.all()), None)
