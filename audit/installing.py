"""Puts the record's triggers on the tables, after each migrate; takes them off before.

A trigger carries the hash of what it does in its name: those that are there need nothing.
"""

import hashlib
from typing import Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from agencies import triggers as engine
from audit import triggers_postgresql, triggers_sqlite
from audit.guards import GUARDS, ONLY_TRIGGERS_TELL
from audit.tables import recorded_tables

EVENTS: Final = ("insert", "update", "delete", "truncate")
_MAKERS: Final = {
    "postgresql": triggers_postgresql.statements,
    "sqlite": triggers_sqlite.statements,
}
_THERE: Final = {
    "postgresql": (
        "SELECT t.tgname, c.relname, t.tgenabled IN ('O', 'A') FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
        " AND c.relnamespace = current_schema()::regnamespace"
    ),
    "sqlite": "SELECT name, tbl_name, 1 FROM sqlite_master WHERE type = 'trigger'",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes what is missing and drops what is of an earlier form."""
    if "audit_entry" not in connection.introspection.table_names():
        return  # migrated back, or not yet so far
    wanted = _wanted(connection)
    there = triggers_on(connection)
    old = {name: on for name, on in there.items() if _is_ours(name) and name not in wanted}
    new = [line for name, lines in wanted.items() if name not in there for line in lines]
    _run(connection, [*_dropped(connection, old), *new])
    engine.install(connection, GUARDS)
    if connection.vendor == "postgresql":
        _run(connection, list(ONLY_TRIGGERS_TELL))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Before tables are rebuilt: triggers that name columns would stand in the way, or fail."""
    ours = {name: on for name, on in triggers_on(connection).items() if _is_ours(name)}
    if ours:
        _run(connection, _dropped(connection, ours))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers of the record that ought to be there and are not, or are switched off."""
    on = triggers_on(connection, working=True)
    wanted = [*_wanted(connection), *_guards(connection)]
    return [name for name in wanted if name not in on]


def triggers_on(connection: BaseDatabaseWrapper, *, working: bool = False) -> dict[str, str]:
    """Name of each trigger → its table; `working`: only those that are switched on."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        return {name: table for name, table, on in cursor.fetchall() if on or not working}


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    make = _MAKERS[connection.vendor]
    found: dict[str, list[str]] = {}
    for table in recorded_tables(connection):
        for event in EVENTS:
            body = "".join(make(table, event, "x"))
            if body:
                mark = hashlib.sha256(body.encode()).hexdigest()[:8]
                name = f"audit_{event[:3]}_{table.name[:40]}_{mark}"
                found[name] = make(table, event, name)
    return found


def _guards(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "postgresql":
        return [*(guard.name for guard in GUARDS), "audit_entry_is_told"]
    return [
        f"{guard.name}_{event.lower()}"
        for guard in GUARDS
        for event in guard.events
        if event != "TRUNCATE"
    ]


def _is_ours(name: str) -> bool:
    return name.startswith(tuple(f"audit_{event[:3]}_" for event in EVENTS))


def _dropped(connection: BaseDatabaseWrapper, names: dict[str, str]) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    lines = [f'DROP TRIGGER IF EXISTS {name} ON "{table}"' for name, table in names.items()]
    return lines + [f"DROP FUNCTION IF EXISTS {name}()" for name in names]


def _run(connection: BaseDatabaseWrapper, lines: list[str]) -> None:
    if connection.vendor == "postgresql" and lines:
        with connection.cursor() as cursor:
            cursor.execute(";\n".join([triggers_postgresql.FOR_ALL, *lines]))
    if connection.vendor == "sqlite":
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            for line in (*triggers_sqlite.FOR_ALL, *lines):
                cursor.execute(line)
