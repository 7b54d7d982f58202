"""Seeds of second factors are kept sealed: who takes the database cannot make their codes."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"second-factor-seed:"


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Where no key fits (SECRET_KEY was changed without SECRET_KEY_FALLBACKS): a seed that nobody
    knows, whose codes nobody can guess."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in _secrets()])


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def _key(secret: str) -> Fernet:
    digest = hashlib.sha256(PURPOSE + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
