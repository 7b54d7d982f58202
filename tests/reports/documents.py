"""Content documents made by hand, as small as a rule needs them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

STATUSES = (
    *("overdue", "returned", "in_progress", "in_review", "waiting", "not_due", "continuous"),
    *("done_late", "done", "removed"),
)
Document = dict[str, Any]


def words(text: str) -> dict[str, str]:
    return {"ru": text, "kk": "", "en": f"{text} in English"}


def counted(statuses: Iterable[str]) -> dict[str, int]:
    found = Counter(statuses)
    return {status: found[status] for status in STATUSES}


def measure(number: str, *, title: str = "", status: str = "not_due", **told: Any) -> Document:
    """A row of the plan's table, with nothing reported unless `told` says so."""
    return {
        "position": int(number),
        "number": number,
        "title": words(title or f"Мероприятие {number}"),
        "section": words("Раздел"),
        "completion_form": words("Информация"),
        "deadline": words("до 1 июля"),
        "kind": "once",
        "executors": [],
        "status": status,
        "counts": counted([status]),
        "removed": None,
        "accepted": [],
        **told,
    }


def document(measures: Sequence[Document], **told: Any) -> Document:
    """A document of these measures, each owed once."""
    totals = counted(row["status"] for row in measures)
    return {
        "schema": 2,
        "as_of": "2009-07-06",
        "totals": {"measures": totals, "round": totals, "obligations": totals},
        "bodies": {},
        "directions": [],
        "measures": list(measures),
        "spending": [],
        **{part: [] for part in ("overdue", "silent", "nil", "extensions", "removed")},
        **told,
    }
