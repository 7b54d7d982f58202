"""Tokens of private addresses."""

from hashlib import sha256


def hash_of(token: str) -> str:
    """What is kept of a token; it has 256 bits of chance, so that a plain hash is enough.

    >>> hash_of("a")[:8]
    'ca978112'
    """
    return sha256(token.encode()).hexdigest()
