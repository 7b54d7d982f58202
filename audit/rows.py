"""What is recorded of a row that changed, as SQLite hands it over; PostgreSQL's triggers tell the
same in SQL (a test holds them together)."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from threading import local
from typing import Any, Final

from audit import recorded
from audit.context import current
from audit.tables import Column, Table, Told, described

Value = str | int | float | bytes | None
_last: Final = local()  # pieces of the row told last: a trigger asks for them one by one


def row(event: str, relation: str, key: str, names: str, *values: Value) -> int:
    """1 if there is something to record, which `piece` then gives; else 0."""
    table = _described(relation, key, names)
    half = len(values) // 2 if event == "update" else len(values)
    first, second = values[:half], values[half:]
    old, new = {"insert": ((), first), "update": (first, second), "delete": (first, ())}[event]
    changed = _changed(table, event, old, new)
    if not changed:
        return 0
    _last.pieces = _pieces(table, event, _by_name(table, old), _by_name(table, new), changed)
    return 1


def piece(name: str) -> Value:
    found: Value = _last.pieces[name]
    return found


@lru_cache(maxsize=1000)
def _described(relation: str, key: str, names: str) -> Table:
    return described(relation, key, tuple(names.split(",")))


def _by_name(table: Table, values: tuple[Value, ...]) -> dict[str, Value]:
    return dict(zip((column.name for column in table.columns), values, strict=False))


def _changed(
    table: Table, event: str, old: tuple[Value, ...], new: tuple[Value, ...]
) -> list[Column]:
    """Those of an update that differ, signs of life aside; else those that hold a value."""
    if event != "update":
        held = zip(table.columns, old or new, strict=True)
        return [column for column, value in held if value is not None]
    quiet = recorded.QUIET.get(table.name, ())
    both = zip(table.columns, old, new, strict=True)
    return [column for column, was, now in both if was != now and column.name not in quiet]


def _pieces(
    table: Table,
    event: str,
    old: Mapping[str, Value],
    new: Mapping[str, Value],
    changed: list[Column],
) -> dict[str, Value]:
    act, stands = current(), new or old
    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "xid": 0,
        "kind": event,
        "relation": table.name,
        "object_id": str(stands[table.key]),
        "label": str(stands.get(table.label) or "")[: recorded.LABEL_LENGTH],
        "row_count": 1,
        "before": _told(changed, old),
        "after": _told(changed, new),
        **{"actor": act.actor, "behalf": act.behalf, "door": act.door, "route": act.route},
        **{"request": act.request, "token": act.token, "db_user": ""},
        "personal": _personal(act.origin, changed, old, new),
    }


def _told(changed: list[Column], values: Mapping[str, Value]) -> str:
    """A JSON object of the columns that changed; "" on the side that there is not."""
    if not values:
        return ""
    return _json({column.name: _value(column, values[column.name]) for column in changed})


def _value(column: Column, value: Value) -> Any:
    if column.told in (Told.PERSONAL, Told.SECRET):
        return {"$": column.told.value}
    if isinstance(value, bytes) or (isinstance(value, str) and len(value) > recorded.LONG):
        content = value if isinstance(value, bytes) else value.encode()
        return {"$": "sha256", "of": hashlib.sha256(content).hexdigest(), "length": len(value)}
    return value


def _personal(
    origin: dict[str, str],
    changed: list[Column],
    old: Mapping[str, Value],
    new: Mapping[str, Value],
) -> str | None:
    told: dict[str, Any] = {"origin": origin} if origin else {}
    named = [column.name for column in changed if column.told is Told.PERSONAL]
    for word, values in (("before", old), ("after", new)):
        if values and named:
            told[word] = {name: values[name] for name in named}
    return _json({"salt": secrets.token_hex(16), **told}) if told else None


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)
