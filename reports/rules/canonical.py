"""One document, one sequence of bytes: what an edition's sha256 is taken over."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def canonical(document: Mapping[str, Any]) -> bytes:
    """Sorted keys, UTF-8, no spaces. Raises ValueError for numbers that JSON does not know (NaN).

    Decimals and dates belong in the document as text: floats do not survive a round trip.
    """
    text = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(document: Mapping[str, Any]) -> str:
    """sha256 of the canonical bytes, 64 hexadecimal digits."""
    return sha256(canonical(document)).hexdigest()
