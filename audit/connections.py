"""Tells the database, with each write, whose act it is.

PostgreSQL: set_config(…, is_local => true) before the write, in one message with it: no further
round trip, no further statement. It lasts until the transaction ends, or, outside of one, until the
end of the message: the next request that has this connection finds nothing of it.
SQLite: functions of the connection, which its triggers call (`audit.rows`).
"""

import re
from collections.abc import Callable
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from audit.context import as_json, current
from audit.rows import piece, row

WRITES: Final = re.compile(
    r"\s*(?:/\*.*?\*/\s*|--[^\n]*\n\s*|\()*"
    r"(?:insert|update|delete|merge|truncate|with|call|do|copy|alter)\b",
    re.IGNORECASE | re.DOTALL,
)
Run = Callable[[Any, Any, bool, dict[str, Any]], Any]


def meet(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """When a connection opens; one that opens again is known already."""
    if connection.vendor == "sqlite":
        _teach_sqlite(connection)
    elif connection.vendor == "postgresql" and tell not in connection.execute_wrappers:
        # First of all: whoever wraps for a while takes the last one off again.
        connection.execute_wrappers.insert(0, tell)


def tell(execute: Run, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Sends the act along with a statement that may write."""
    if isinstance(sql, str) and WRITES.match(sql) and not _is_named(context):
        sql = f"SELECT set_config('audit.act', {_literal(params)}, true); {sql}"
    return execute(sql, params, many, context)


def _is_named(context: dict[str, Any]) -> bool:
    """A cursor of the server's takes one statement, and only reads."""
    return bool(getattr(getattr(context.get("cursor"), "cursor", None), "name", None))


def _literal(params: Any) -> str:
    """The act as an SQL text; psycopg2 reads percent signs only where there are parameters."""
    text = as_json(current()).replace("'", "''").replace("\\", "\\\\")
    return f"E'{text}'" if params is None else f"E'{text}'".replace("%", "%%")


def _teach_sqlite(connection: BaseDatabaseWrapper) -> None:
    connection.connection.create_function("audit_row", -1, row)
    connection.connection.create_function("audit_piece", 1, piece)
