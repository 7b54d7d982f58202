"""Whether JSON that somebody sends holds a content, however it is written down."""

import json
from typing import Any

from reports.rules.canonical import digest


def digest_of_json(data: bytes) -> str:
    """The hash that an edition with this content has; "" for what is no JSON object.

    A name that stands twice in an object is refused: readers would differ in what they see.
    """
    try:
        found = json.loads(data, object_pairs_hook=_once_each)
        return digest(found) if isinstance(found, dict) else ""
    except (ValueError, RecursionError):
        return ""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
