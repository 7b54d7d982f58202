"""What only this installation can read: secrets kept to sign with, and cursors handed to readers.

Keys come from EXCHANGE_KEYS, or where it is empty from SECRET_KEY and SECRET_KEY_FALLBACKS. The
first seals, all of them open: put a new one first, keep the old one until nothing needs it.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(ValueError):
    """Not sealed here, for this purpose, with a key that is still known."""


def seal(told: bytes, *, purpose: str) -> str:
    """ASCII, safe in addresses; what is sealed twice looks different each time."""
    return _box(purpose, _keys()).encrypt(told).decode()


def unseal(sealed: str, *, purpose: str) -> bytes:
    """Raises Unreadable."""
    try:
        return _box(purpose, _keys()).decrypt(sealed.encode("ascii"))
    except (InvalidToken, UnicodeEncodeError):
        raise Unreadable(purpose) from None


def _keys() -> tuple[str, ...]:
    own = tuple(settings.EXCHANGE_KEYS)
    return own or (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=16)
def _box(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    """A key of its own for each purpose, so that nothing sealed for one opens as another."""
    made = HKDF(SHA256(), length=32, salt=None, info=f"tracker.exchange.{purpose}".encode())
    return base64.urlsafe_b64encode(made.derive(key.encode()))
