"""Webhooks are stopped, let go on, and removed; what one missed can be told to it afterwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from exchange.models import Feed, PausedFor, Webhook, WebhookState
from exchange.permissions import check_may_keep_webhook, may_add_webhooks


def stopped(reason: PausedFor, now: datetime, *, by: User | None = None) -> dict[str, Any]:
    """Columns of a Webhook beside its `state`. What is being spread at this very moment may count
    as not told: it is written twice in no case."""
    spread = Feed.objects.filter(pk=1).values_list("spread", flat=True).first() or 0
    return {"reason": reason, "state_at": now, "state_by": by, "told_upto": spread}


def pause(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """Raises PermissionDenied; Refused "not_active". What waits goes on waiting."""
    check_may_keep_webhook(by, webhook, today)
    active = Webhook.objects.active().filter(pk=webhook.pk)
    marked = stopped(PausedFor.BY_PERSON, now, by=by)
    if not active.update(state=WebhookState.PAUSED, version=F("version") + 1, **marked):
        raise Refused("not_active", _("Nothing is sent there now."))
    webhook.refresh_from_db()


@transaction.atomic
def resume(webhook: Webhook, *, by: User, today: date, now: datetime) -> int:
    """The number of the last change that it was told of before it stopped.

    Raises PermissionDenied; Refused "active", "owner_no_role".
    """
    check_may_keep_webhook(by, webhook, today)
    if not may_add_webhooks(webhook.owner, today):
        raise Refused("owner_no_role", _("Its owner has no role any more that it could go by."))
    off = Webhook.objects.standing().filter(pk=webhook.pk).exclude(state=WebhookState.ACTIVE)
    found = off.select_for_update().first()
    if found is None:
        raise Refused("active", _("It is active already."))
    off.update(state=WebhookState.ACTIVE, version=F("version") + 1, **_going_on(by, now))
    webhook.refresh_from_db()
    return found.told_upto or 0


def _going_on(by: User, now: datetime) -> dict[str, Any]:
    well = {"failures": 0, "failing_since": None, "rest_until": None}
    return {"reason": "", "state_at": now, "state_by": by, "told_upto": None, **well}


def retire(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """For good; its log is kept as long as any. Raises PermissionDenied; Refused "retired"."""
    check_may_keep_webhook(by, webhook, today)
    standing = Webhook.objects.standing().filter(pk=webhook.pk)
    if not standing.update(retired_at=now, version=F("version") + 1):
        raise Refused("retired", _("It was removed already."))
    webhook.refresh_from_db()
