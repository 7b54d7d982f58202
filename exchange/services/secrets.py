"""The secrets that sign: made here, kept sealed, shown to their owner once."""

import secrets as chance
from datetime import datetime

from exchange.models import Webhook
from exchange.rules.signing import SECRET_BYTES, written
from exchange.sealing import seal, unseal

PURPOSE = "webhook-secret"


def new_secret() -> str:
    """Sealed."""
    return seal(chance.token_bytes(SECRET_BYTES), purpose=PURPOSE)


def in_words(hook: Webhook) -> str:
    """The current one, as its owner reads it: "whsec_…"."""
    return written(unseal(hook.secret, purpose=PURPOSE))


def secrets_of(hook: Webhook, now: datetime) -> list[bytes]:
    """Those that sign now, the newest first. Raises sealing.Unreadable."""
    sealed = [hook.secret]
    if hook.old_secret and hook.old_secret_until and now < hook.old_secret_until:
        sealed.append(hook.old_secret)
    return [unseal(one, purpose=PURPOSE) for one in sealed]
