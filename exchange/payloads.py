"""What a change says to programs: alike in the feed and in a message."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from exchange.models import Change, Delivery
from exchange.rules.types import PING

# The endpoint that tells of the thing; what has none of its own is told by its plan.
ENDPOINTS = {
    "measure": "measure-detail",
    "obligation": "obligation-detail",
    "progress": "progressentry-detail",
    "round": "reportinground-detail",
    "edition": "report-detail",
    "publication": "publication-detail",
    "amendment": "amendment-detail",
}


def told(change: Change) -> dict[str, Any]:
    """Plain values; `plan` and `agency` at hand. No text of a person, and no state: whoever wants
    to know asks at `url`, with rights of their own."""
    return {
        "id": change.message_id,
        "type": change.type,
        "at": change.at.isoformat(),
        "on": change.happened_on.isoformat(),
        "plan": change.plan.slug if change.plan else None,
        "agency": change.agency.code if change.agency else None,
        "measure": change.measure_id,
        "obligation": change.obligation_id,
        "object": {"type": change.about, "id": change.about_id},
        "url": url_of(change),
    }


def url_of(change: Change) -> str | None:
    if change.about in ENDPOINTS:
        path = reverse(ENDPOINTS[change.about], args=[change.about_id])
    elif change.plan:
        path = reverse("actionplan-detail", args=[change.plan.slug])
    else:
        return None
    return f"{settings.SITE_URL}{path}"


def body_of(delivery: Delivery) -> bytes:
    """The same in every attempt, so that the receiver can tell a repeat by its content too."""
    change = delivery.change
    document = {
        "type": delivery.type if change else PING,
        "timestamp": (change.at if change else delivery.created_at).isoformat(),
        "data": told(change) if change else {"webhook": delivery.webhook_id},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
