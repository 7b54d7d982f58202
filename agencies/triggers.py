"""Rules across tables that a CHECK cannot hold, kept by the database itself.

Installed after every migrate and not in a migration: SQLite drops a table's triggers whenever
Django rebuilds the table, so they are made anew each time. A refusal is an IntegrityError.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """Refuses each of `events` (INSERT, UPDATE, DELETE) on `table` while `forbidden` holds.

    `forbidden` is SQL over NEW and OLD that both PostgreSQL and SQLite understand.
    """

    name: str
    table: str
    events: tuple[str, ...]
    forbidden: str
    message: str


def install(connection: BaseDatabaseWrapper, guards: list[Guard]) -> None:
    make = {"postgresql": _postgresql, "sqlite": _sqlite}[connection.vendor]
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in make(guard):
                cursor.execute(statement)


def _postgresql(guard: Guard) -> list[str]:
    events = " OR ".join(guard.events)
    leave = "OLD" if guard.events == ("DELETE",) else "NEW"
    return [
        f"""CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger AS $$ BEGIN
            IF {guard.forbidden} THEN
                RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN {leave}; END $$ LANGUAGE plpgsql""",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"""CREATE TRIGGER {guard.name} BEFORE {events} ON {guard.table}
            FOR EACH ROW EXECUTE FUNCTION {guard.name}()""",
    ]


def _sqlite(guard: Guard) -> list[str]:
    statements = []
    for event in guard.events:
        name = f"{guard.name}_{event.lower()}"
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"""CREATE TRIGGER {name} BEFORE {event} ON {guard.table} WHEN {guard.forbidden}
                BEGIN SELECT RAISE(ABORT, '{guard.message}'); END""",
        ]
    return statements
