"""What was recorded, as tests compare it."""

import json
from typing import Any

from audit.models import Entry


def entries(relation: str = "", **asked: Any) -> list[Entry]:
    """In the order in which they were made."""
    rows = Entry.objects.filter(**asked).order_by("id")
    return list(rows.filter(relation=relation) if relation else rows)


def last(relation: str, **asked: Any) -> Entry:
    return entries(relation, **asked)[-1]


def changed(entry: Entry) -> tuple[Any, Any]:
    """Before and after, read."""
    return tuple(json.loads(side) if side else None for side in (entry.before, entry.after))


def personal(entry: Entry) -> Any:
    return json.loads(entry.personal) if entry.personal else None
