"""Webhooks are entered, changed, stopped and let go on; whoever does it needs the right to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, User
from exchange.models import LONGEST_NAME, Outcome, PausedFor, Webhook, WebhookState
from exchange.permissions import (
    check_may_add_webhooks,
    check_may_keep_webhook,
    check_may_own_webhook,
    may_add_webhooks,
)
from exchange.rules.addresses import WrongAddress, target_of
from exchange.rules.types import unknown
from exchange.services.post import NotSent, addresses_of
from exchange.services.secrets import in_words, new_secret
from planner.models import ActionPlan

MOST: Final = 20  # of one person
OLD_SECRET_LASTS: Final = timedelta(days=2)


@dataclass(frozen=True)
class Terms:
    """What a webhook is told of, and where; () and None mean any."""

    name: str
    address: str
    types: tuple[str, ...] = ()
    plan: ActionPlan | None = None
    agency: Agency | None = None


def add_webhook(terms: Terms, *, by: User, today: date, now: datetime) -> Webhook:
    """It is told of what happens from now on, as far as `by` may see it.

    Raises PermissionDenied; Refused "too_many" and those of `check_terms`.
    """
    check_may_add_webhooks(by, today)
    check_terms(terms)
    if Webhook.objects.standing().filter(owner=by).count() >= MOST:
        raise Refused(
            "too_many",
            _("You have %(count)d webhooks already: remove one that is not needed.")
            % {"count": MOST},
        )
    return Webhook.objects.create(
        **_columns(terms), owner=by, secret=new_secret(), state_at=now, state_by=by, created_at=now
    )


def _columns(terms: Terms) -> dict[str, object]:
    return {
        "name": terms.name.strip(),
        "address": terms.address.strip(),
        "types": sorted(set(terms.types)),
        "plan": terms.plan,
        "agency": terms.agency,
    }


def check_terms(terms: Terms) -> None:
    """Raises Refused "name_missing", "name_too_long", "types_unknown", "address_wrong",
    "address_unknown", "address_forbidden". The name of the address is looked up, outside of any
    transaction; it is judged again before each message."""
    if not terms.name.strip():
        raise Refused("name_missing", _("Say what it is, so that others know it in the list."))
    if len(terms.name.strip()) > LONGEST_NAME:
        raise Refused("name_too_long", _("The name is too long: 80 characters are enough."))
    if wrong := unknown(list(terms.types)):
        raise Refused(
            "types_unknown",
            _("There is no such type of changes: %(types)s.") % {"types": ", ".join(wrong)[:200]},
        )
    _check_address(terms.address.strip())


def _check_address(address: str) -> None:
    try:
        target = target_of(address)
    except WrongAddress as wrong:
        raise Refused("address_wrong", _wrong(wrong.code)) from None
    try:
        addresses_of(target)
    except NotSent as failed:
        if failed.outcome == Outcome.NO_NAME:
            raise Refused(
                "address_unknown",
                _("No machine of that name is known. Check the address for slips of the pen."),
            ) from None
        raise Refused(
            "address_forbidden",
            _(
                "Messages may not go there: the address is not a public one with https. For one"
                " inside your own network ask the administrator to list the network."
            ),
        ) from None


def _wrong(code: str) -> str:
    told = {
        "too_long": _("The address is too long: at most 500 characters."),
        "characters": _("The address has characters that cannot stand in one, as spaces."),
        "scheme": _("Write the whole address, beginning with https://."),
        "credentials": _("No name and password in the address: messages are signed instead."),
        "fragment": _("Leave out what follows the sign # in the address."),
        "port": _("The port of the address cannot be read: it is a number from 1 to 65535."),
    }
    return told.get(code, _("This is not an address that a message can be sent to."))


def change_webhook(
    webhook: Webhook,
    terms: Terms,
    *,
    by: User,
    today: date,
    version: int | None = None,
) -> None:
    """`version`: the one that was looked at. Raises PermissionDenied; Refused "changed_meanwhile"
    and those of `check_terms`."""
    check_may_own_webhook(by, webhook, today)
    check_terms(terms)
    rows = Webhook.objects.standing().filter(pk=webhook.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(**_columns(terms), version=F("version") + 1):
        raise Refused("changed_meanwhile", _("It was changed meanwhile. Look again."))
    webhook.refresh_from_db()


def pause(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """Raises PermissionDenied; Refused "not_active". What waits goes on waiting."""
    check_may_keep_webhook(by, webhook, today)
    active = Webhook.objects.active().filter(pk=webhook.pk)
    if not active.update(
        state=WebhookState.PAUSED,
        reason=PausedFor.BY_PERSON,
        state_at=now,
        state_by=by,
        version=F("version") + 1,
    ):
        raise Refused("not_active", _("Nothing is sent there now."))
    webhook.refresh_from_db()


@transaction.atomic
def resume(webhook: Webhook, *, by: User, today: date, now: datetime) -> datetime:
    """Since when it had been stopped. Raises PermissionDenied; Refused "active", "owner_no_role"."""
    check_may_keep_webhook(by, webhook, today)
    if not may_add_webhooks(webhook.owner, today):
        raise Refused("owner_no_role", _("Its owner has no role any more that it could go by."))
    stopped = Webhook.objects.standing().filter(pk=webhook.pk).exclude(state=WebhookState.ACTIVE)
    found = stopped.select_for_update().values_list("state_at", flat=True).first()
    if found is None:
        raise Refused("active", _("It is active already."))
    stopped.update(
        state=WebhookState.ACTIVE,
        reason="",
        state_at=now,
        state_by=by,
        failures=0,
        failing_since=None,
        rest_until=None,
        version=F("version") + 1,
    )
    webhook.refresh_from_db()
    return found


def retire(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """For good; its log is kept as long as any. Raises PermissionDenied; Refused "retired"."""
    check_may_keep_webhook(by, webhook, today)
    standing = Webhook.objects.standing().filter(pk=webhook.pk)
    if not standing.update(retired_at=now, version=F("version") + 1):
        raise Refused("retired", _("It was removed already."))
    webhook.refresh_from_db()


def show_secret(webhook: Webhook, *, by: User, today: date, now: datetime) -> str:
    """The current secret, once. Raises PermissionDenied; Refused "shown"."""
    check_may_own_webhook(by, webhook, today)
    unseen = Webhook.objects.standing().filter(pk=webhook.pk, secret_shown_at=None)
    if not unseen.update(secret_shown_at=now):
        raise Refused(
            "shown", _("The secret was shown once and is not shown again. Make a new one.")
        )
    webhook.refresh_from_db()
    return in_words(webhook)


def renew_secret(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """A new one, not shown yet; for two days messages are signed with the old one besides.

    Raises PermissionDenied; Refused "retired", "changed_meanwhile".
    """
    check_may_own_webhook(by, webhook, today)
    renewed = (
        Webhook.objects.standing()
        .filter(pk=webhook.pk, secret=webhook.secret)
        .update(
            old_secret=webhook.secret,
            old_secret_until=now + OLD_SECRET_LASTS,
            secret=new_secret(),
            secret_shown_at=None,
            version=F("version") + 1,
        )
    )
    if not renewed:
        raise Refused("changed_meanwhile", _("It was changed meanwhile. Look again."))
    webhook.refresh_from_db()
