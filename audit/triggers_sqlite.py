"""Records what was done to a row. SQLite asks the application who acts, by functions that only its
own connections know (`audit.connections`): a foreign client cannot write to these tables."""

from typing import Final

from audit import recorded
from audit.tables import Column, Table, Told
from audit.triggers_postgresql import COLUMNS

_WHO: Final = (
    "audit_act('actor'), audit_act('behalf'), audit_act('door'), audit_act('route'),"
    " audit_act('request'), audit_act('token'), ''"
)
_SIDES: Final = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
_WORDS: Final = {"OLD": "before", "NEW": "after"}


def statements(table: Table, event: str, name: str) -> list[str]:
    """The trigger that records the event on the table. It cannot tell who wrote: of a table that
    triggers keep, deletions only are recorded, since those never delete."""
    if event == "truncate" or (table.name in recorded.DERIVED and event != "delete"):
        return []
    when = f"WHEN {_anything(table)}" if event == "update" else ""
    row = "OLD" if event == "delete" else "NEW"
    label = f"substr({row}.{_q(table.label)}, 1, {recorded.LABEL_LENGTH})" if table.label else "''"
    before, after = (
        _object(table, event, side) if side in _SIDES[event] else "''" for side in ("OLD", "NEW")
    )
    return [
        f"""CREATE TRIGGER {name} AFTER {event.upper()} ON {_q(table.name)} {when}
        BEGIN INSERT INTO audit_entry ({COLUMNS})
        VALUES (strftime('%Y-%m-%d %H:%M:%f', 'now'), 0, '{event}', '{table.name}',
        {row}.{_q(table.key)}, COALESCE({label}, ''), 1, {before}, {after}, {_WHO},
        audit_personal({_named(table, event)})); END"""  # noqa: S608
    ]


def _anything(table: Table) -> str:
    quiet = recorded.QUIET.get(table.name, ())
    told = (_q(column.name) for column in table.columns if column.name not in quiet)
    return " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in told)


def _object(table: Table, event: str, side: str) -> str:
    quiet = recorded.QUIET.get(table.name, ()) if event == "update" else ()
    told = [column for column in table.columns if column.name not in quiet]
    parts = [_pair(column, event, side, _value(column, side)) for column in told]
    return "'{' || ltrim(" + " || ".join(parts) + ", ',') || '}'"


def _named(table: Table, event: str) -> str:
    columns = table.of(Told.PERSONAL)
    if not columns:
        return "''"
    sides = []
    for side in _SIDES[event]:
        parts = [_pair(one, event, side, _whole(one, side)) for one in columns]
        sides.append(f"',\"{_WORDS[side]}\":{{' || ltrim({' || '.join(parts)}, ',') || '}}'")
    return " || ".join(sides)


def _pair(column: Column, event: str, side: str, value: str) -> str:
    name = _q(column.name)
    there = f"{side}.{name} IS NOT NULL"
    if event == "update":
        there = f"NEW.{name} IS NOT OLD.{name}"
    return f"""CASE WHEN {there} THEN ',"{column.name}":' || {value} ELSE '' END"""


def _value(column: Column, side: str) -> str:
    mine = f"{side}.{_q(column.name)}"
    if column.told in (Told.PERSONAL, Told.SECRET):
        return f"""'{{"$":"{column.told.value}"}}'"""
    if column.told is Told.WHOLE:
        return _whole(column, side)
    if column.told is Told.BYTES:
        return f"audit_digest({mine})"
    longer = f"length({mine}) > {recorded.LONG}"
    return f"CASE WHEN {longer} THEN audit_digest({mine}) ELSE json_quote({mine}) END"


def _whole(column: Column, side: str) -> str:
    return f"json_quote({side}.{_q(column.name)})"


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
