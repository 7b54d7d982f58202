"""Hands each row that changed to the application, which tells what to record (`audit.rows`).

The functions are known to the application's own connections alone: a foreign client cannot write to
these tables. SQLite reads all triggers whenever a connection opens, so they are short: written out
as PostgreSQL's are, they took 46 ms of every request.
"""

from typing import Final

from audit import recorded
from audit.tables import Table

INBOX: Final = "audit_inbox"  # a view that keeps nothing
COLUMNS: Final = (
    *("at", "xid", "kind", "relation", "object_id", "label", "row_count", "before", "after"),
    *("actor", "behalf", "door", "route", "request", "token", "db_user", "personal"),
)
FOR_ALL: Final = (
    f"CREATE VIEW IF NOT EXISTS {INBOX} AS SELECT 0 AS told",
    f"""CREATE TRIGGER IF NOT EXISTS {INBOX}_taken INSTEAD OF INSERT ON {INBOX} WHEN NEW.told
    BEGIN INSERT INTO audit_entry ({", ".join(COLUMNS)})
    VALUES ({", ".join(f"audit_piece('{name}')" for name in COLUMNS)}); END""",  # noqa: S608
)
_SIDES: Final = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def statements(table: Table, event: str, name: str) -> list[str]:
    """The trigger that records the event on the table. It cannot tell who wrote: of a table that
    triggers keep, deletions only are recorded, since those never delete."""
    if event == "truncate" or (table.name in recorded.DERIVED and event != "delete"):
        return []
    names = ",".join(column.name for column in table.columns)
    values = ",".join(
        f'{side}."{column.name}"' for side in _SIDES[event] for column in table.columns
    )
    told = f"audit_row('{event}','{table.name}','{table.key}','{names}',{values})"
    return [
        f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table.name}"'
        f" BEGIN INSERT INTO {INBOX} VALUES({told}); END"
    ]
