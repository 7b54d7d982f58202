"""Who changed the working calendar, kept in the administration's own log.

An entry outlives its row: the day stands at the head of what the log calls the object, the kind of
day and the act or reason in its message, in the shape in which the administration reads messages.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.utils import translation

from agencies.models import CalendarDay, DayKind, User

VERBS: Final = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
MOST_SHOWN: Final = 100
Message = list[dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Change:
    """`verb` is added, changed or deleted; `kind` and `text` are "" where the log has none."""

    at: datetime
    by: User
    day: date
    verb: str
    kind: str
    text: str
    was: Mapping[str, str]

    @property
    def kind_label(self) -> str:
        return _label(self.kind)

    @property
    def before(self) -> list[tuple[str, str]]:
        """(name of the field, its earlier value) as the reader's language has them."""
        return [(_name(field), _label(value) or value) for field, value in self.was.items()]


def message(
    row: CalendarDay, flag: int, text: str, was: Mapping[str, str] | None = None
) -> Message:
    """`text`: the act or the reason; `was`: earlier values by field, of a change only.

    Words stand untranslated: the administration translates "name" and "fields" for its reader.
    """
    with translation.override(None):
        facts: dict[str, Any] = {"name": _label(row.kind), "object": text, "kind": row.kind}
        if flag == CHANGE:
            facts |= {"fields": [_name(field) for field in was or {}], "was": dict(was or {})}
    return [{VERBS[flag]: facts}]


def record(rows: Iterable[CalendarDay], flag: int, text: str, *, by: User) -> list[LogEntry]:
    """Stands before a deletion, since it needs the row's key."""
    log = LogEntry.objects
    return [
        entry
        for row in rows
        for entry in log.log_actions(by.pk, [row], flag, message(row, flag, text))
    ]


def changes_of(year: int) -> list[Change]:
    """The latest first, at most MOST_SHOWN; one statement."""
    entries = LogEntry.objects.filter(
        content_type__app_label="agencies",
        content_type__model="calendarday",
        object_repr__startswith=f"{year:04}-",
    )
    latest = entries.select_related("user").order_by("-action_time", "-pk")
    return [_change(entry) for entry in latest[:MOST_SHOWN]]


def _change(entry: LogEntry) -> Change:
    verb = VERBS[entry.action_flag]
    facts = _facts_in(entry.change_message, verb)
    return Change(
        at=entry.action_time,
        by=entry.user,
        day=date.fromisoformat(entry.object_repr[:10]),
        verb=verb,
        kind=facts.get("kind", ""),
        text=facts.get("object", ""),
        was=facts.get("was", {}),
    )


def _facts_in(written: str, verb: str) -> dict[str, Any]:
    """Empty for a message that is none of ours, of an entry made before there were any."""
    try:
        (told,) = json.loads(written)
        found: dict[str, Any] = told[verb]
    except (ValueError, KeyError, TypeError):
        return {}
    return found


def _label(kind: str) -> str:
    return str(DayKind(kind).label) if kind in DayKind.values else ""


def _name(field: str) -> str:
    return str(CalendarDay._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
