"""Links in mails that work without signing in: each signed, for one purpose, and for a time.

The signature covers the purpose and the address of the person, so that a link of one purpose is
no link of another, and none works once the person's e-mail has changed. Whoever holds a link may
do the one thing that it is for and read next to nothing: mails are forwarded.
"""

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Digest
from planner.models import ActionPlan

ACKNOWLEDGE: Final = "reminders.acknowledge"
DECLINE: Final = "reminders.decline"
# The mail, then the plans, in numbers that a database can hold: 128-3-7.time.signature
NUMBERS: Final = re.compile(r"[0-9]{1,18}(-[0-9]{1,18})*")
SEPARATOR: Final = "."


def acknowledge_link(digest: Digest) -> str:
    """An absolute address; `digest` with its recipient."""
    return _address("measures:reminders-acknowledge", _token(ACKNOWLEDGE, digest))


def decline_link(digest: Digest, plan: ActionPlan, *others: ActionPlan) -> str:
    """Declines, for the recipient of `digest`, what may be declined of these plans."""
    plans = sorted({plan.pk, *(one.pk for one in others)})
    return _address("measures:reminders-decline", _token(DECLINE, digest, *plans))


def decline_headers(digest: Digest, plans: Collection[ActionPlan]) -> dict[str, str]:
    """For the mail: RFC 2369 and RFC 8058, by which a mail program shows its own button.

    `plans`: those of which the mail holds items that may be declined; none: no headers. One link
    stands for all of them, since a mail has one such button.
    """
    if not plans:
        return {}
    return {
        "List-Unsubscribe": f"<{decline_link(digest, *plans)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def mail_to_acknowledge(token: str) -> Digest:
    """The mail, with its recipient. Raises Refused "link_wrong", "link_expired"."""
    digest, _plans = _read(ACKNOWLEDGE, token)
    return digest


def plans_to_decline(token: str) -> tuple[User, list[ActionPlan]]:
    """Who declines, and which plans. Raises Refused "link_wrong", "link_expired"."""
    digest, plans = _read(DECLINE, token)
    found = list(ActionPlan.objects.filter(pk__in=plans).order_by("pk"))
    if not found:
        raise _wrong()
    return digest.recipient, found


def _address(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token])


def _token(purpose: str, digest: Digest, *plans: int) -> str:
    numbers = "-".join(str(number) for number in (digest.pk, *plans))
    return _signer(purpose, digest.recipient).sign(numbers)


def _signer(purpose: str, person: User) -> TimestampSigner:
    return TimestampSigner(sep=SEPARATOR, salt=f"{purpose}:{person.email}")


def _read(purpose: str, token: str) -> tuple[Digest, list[int]]:
    """Whose address the signature must cover is asked first; until then nothing is believed."""
    numbers = token.split(SEPARATOR)[0]
    digest_id, *plans = map(int, numbers.split("-")) if NUMBERS.fullmatch(numbers) else [0]
    mails = Digest.objects.filter(pk=digest_id, recipient__is_active=True)
    digest = mails.select_related("recipient").first()
    if digest is None:
        raise _wrong()
    try:
        lasts = timedelta(days=settings.REMINDER_LINK_DAYS)
        _signer(purpose, digest.recipient).unsign(token, max_age=lasts)
    except SignatureExpired:
        raise Refused("link_expired", _("The time of this link is over.")) from None
    except BadSignature:
        raise _wrong() from None
    return digest, plans


def _wrong() -> Refused:
    return Refused("link_wrong", _("This link is incomplete, or does not work any more."))
