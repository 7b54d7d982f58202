"""How the records hang together: each one's hash is taken over the one before.

SHA-256, or HMAC-SHA-256 where there is a key that the database does not know.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Final

GENESIS: Final = hashlib.sha256(b"migration-policy-tracker audit 1").hexdigest()
Plain = str | int | None


def canonical(fields: Sequence[Plain]) -> bytes:
    """The bytes of a record: its fields in their order, as JSON without spaces."""
    return json.dumps(list(fields), ensure_ascii=False, separators=(",", ":")).encode()


def commitment(personal: str | None) -> str:
    """Stands in the chain for what may be forgotten: it holds chance (a salt), so that nobody can
    find out by trying what was forgotten. "" for nothing."""
    return "" if personal is None else hashlib.sha256(personal.encode()).hexdigest()


def link(position: int, previous: str, promised: str, body: bytes, key: bytes) -> str:
    """The hash of a record at its place (hexadecimal). `key` b"": without one."""
    head = f"{position}\n{previous}\n{promised}\n".encode()
    if key:
        return hmac.new(key, head + body, hashlib.sha256).hexdigest()
    return hashlib.sha256(head + body).hexdigest()


def name_of(key: bytes) -> str:
    """Tells keys apart without telling anything of them. "" for none."""
    return hashlib.sha256(b"name of an audit key\n" + key).hexdigest()[:8] if key else ""
