"""Rules across tables that a CHECK cannot hold, kept by the database itself.

Installed after every migrate and not in a migration: SQLite drops a table's triggers whenever
Django rebuilds the table, so they are made anew each time. A refusal is an IntegrityError.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """Refuses each of `events` (INSERT, UPDATE, DELETE) on `table` while `forbidden` holds;
    ("TRUNCATE",), which SQLite does not know, for whole statements and always.

    `forbidden` is SQL over NEW and OLD that both PostgreSQL and SQLite understand.
    """

    name: str
    table: str
    events: tuple[str, ...]
    forbidden: str
    message: str


@dataclass(frozen=True)
class Keeper:
    """Runs `statements` after each `event` on a row of `table`, where `when` holds.

    SQL over NEW and OLD that both PostgreSQL and SQLite understand; `when` "" means always.
    `at_once`: of an INSERT, the same for all rows of a statement together, SQL over the table
    `added`; PostgreSQL takes half the time over it, SQLite knows rows only.
    """

    name: str
    table: str
    event: str
    statements: tuple[str, ...]
    when: str = ""
    at_once: str = ""


def install(
    connection: BaseDatabaseWrapper, guards: list[Guard], keepers: list[Keeper] | None = None
) -> None:
    guard, keep = _MAKERS[connection.vendor]
    statements = [line for one in guards for line in guard(one)]
    statements += [line for one in keepers or [] for line in keep(one)]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Before migrations run on SQLite: it rebuilds a table by dropping and renaming it, and a
    trigger that names the table in between stops that. `install` brings them back afterwards."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def _postgresql(guard: Guard) -> list[str]:
    events = " OR ".join(guard.events)
    each = "STATEMENT" if guard.events == ("TRUNCATE",) else "ROW"
    leave = "OLD" if guard.events == ("DELETE",) else "NEW"
    return [
        f"""CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger AS $$ BEGIN
            IF {guard.forbidden} THEN
                RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN {leave}; END $$ LANGUAGE plpgsql""",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"""CREATE TRIGGER {guard.name} BEFORE {events} ON {guard.table}
            FOR EACH {each} EXECUTE FUNCTION {guard.name}()""",
    ]


def _sqlite(guard: Guard) -> list[str]:
    statements = []
    for event in guard.events:
        if event == "TRUNCATE":
            continue
        name = f"{guard.name}_{event.lower()}"
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"""CREATE TRIGGER {name} BEFORE {event} ON {guard.table} WHEN {guard.forbidden}
                BEGIN SELECT RAISE(ABORT, '{guard.message}'); END""",
        ]
    return statements


def _keep_postgresql(keeper: Keeper) -> list[str]:
    statements = (keeper.at_once,) if keeper.at_once else keeper.statements
    body = " ".join(f"{statement};" for statement in statements)
    when = f"WHEN ({keeper.when})" if keeper.when else ""
    each = f"FOR EACH ROW {when}"
    if keeper.at_once:
        each = "REFERENCING NEW TABLE AS added FOR EACH STATEMENT"
    return [
        f"""CREATE OR REPLACE FUNCTION {keeper.name}() RETURNS trigger AS $$
            BEGIN {body} RETURN NULL; END $$ LANGUAGE plpgsql""",
        f"DROP TRIGGER IF EXISTS {keeper.name} ON {keeper.table}",
        f"""CREATE TRIGGER {keeper.name} AFTER {keeper.event} ON {keeper.table}
            {each} EXECUTE FUNCTION {keeper.name}()""",
    ]


def _keep_sqlite(keeper: Keeper) -> list[str]:
    body = " ".join(f"{statement};" for statement in keeper.statements)
    when = f"WHEN {keeper.when}" if keeper.when else ""
    return [
        f"DROP TRIGGER IF EXISTS {keeper.name}",
        f"""CREATE TRIGGER {keeper.name} AFTER {keeper.event} ON {keeper.table}
            FOR EACH ROW {when} BEGIN {body} END""",
    ]


_MAKERS = {
    "postgresql": (_postgresql, _keep_postgresql),
    "sqlite": (_sqlite, _keep_sqlite),
}
