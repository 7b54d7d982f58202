"""The secrets that sign: made here, kept sealed, shown to their owner once."""

import secrets as chance
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from exchange.models import Webhook
from exchange.permissions import check_may_own_webhook
from exchange.rules.signing import SECRET_BYTES, written
from exchange.sealing import seal, unseal

PURPOSE: Final = "webhook-secret"
OLD_SECRET_LASTS: Final = timedelta(days=2)


def new_secret() -> str:
    """Sealed."""
    return seal(chance.token_bytes(SECRET_BYTES), purpose=PURPOSE)


def secrets_of(webhook: Webhook, now: datetime) -> list[bytes]:
    """Those that sign now, the newest first. Raises sealing.Unreadable."""
    sealed = [webhook.secret]
    if webhook.old_secret and webhook.old_secret_until and now < webhook.old_secret_until:
        sealed.append(webhook.old_secret)
    return [unseal(one, purpose=PURPOSE) for one in sealed]


def show_secret(webhook: Webhook, *, by: User, today: date, now: datetime) -> str:
    """The current secret, once, as "whsec_…". Raises PermissionDenied; Refused "shown"."""
    check_may_own_webhook(by, webhook, today)
    unseen = Webhook.objects.standing().filter(pk=webhook.pk, secret_shown_at=None)
    if not unseen.update(secret_shown_at=now):
        raise Refused(
            "shown", _("The secret was shown once and is not shown again. Make a new one.")
        )
    webhook.refresh_from_db()
    return written(unseal(webhook.secret, purpose=PURPOSE))


def renew_secret(webhook: Webhook, *, by: User, today: date, now: datetime) -> None:
    """A new one, not shown yet; for two days messages are signed with the old one besides.

    Raises PermissionDenied; Refused "changed_meanwhile".
    """
    check_may_own_webhook(by, webhook, today)
    mine = Webhook.objects.standing().filter(pk=webhook.pk, secret=webhook.secret)
    if not mine.update(
        old_secret=webhook.secret,
        old_secret_until=now + OLD_SECRET_LASTS,
        secret=new_secret(),
        secret_shown_at=None,
        version=F("version") + 1,
    ):
        raise Refused("changed_meanwhile", _("It was changed meanwhile. Look again."))
    webhook.refresh_from_db()
