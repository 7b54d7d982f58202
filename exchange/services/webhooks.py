"""Webhooks are entered and changed: what they are told of, and where."""

from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, User
from exchange.models import LONGEST_NAME, Outcome, Webhook
from exchange.permissions import check_may_add_webhooks, check_may_own_webhook
from exchange.rules.addresses import WrongAddress, target_of
from exchange.rules.types import unknown
from exchange.services.lookups import NotSent
from exchange.services.secrets import new_secret
from exchange.services.ways import way_to
from planner.models import ActionPlan

MOST: Final = 20  # of one person


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
    "address_unknown", "address_slow", "address_forbidden". The name is looked up, outside of any
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
        way_to(target, until=monotonic() + settings.WEBHOOK_TIMEOUT)
    except NotSent as failed:
        if failed.outcome == Outcome.TIMED_OUT:
            raise Refused(
                "address_slow",
                _("Nobody says just now where this address is. Try again in some minutes."),
            ) from None
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
