"""Tells the database, with each write, whose act it is.

PostgreSQL: set_config(…, is_local => true) before the write, in one message with it: no further
round trip, no further statement. It lasts until the transaction ends, or, outside of one, until the
end of the message: the next request that has this connection finds nothing of it.
SQLite: functions of the connection, which its triggers call.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from audit.context import as_json, current

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
    make = connection.connection.create_function
    make("audit_act", 1, _told)
    make("audit_personal", 1, _personal)
    make("audit_digest", 1, _digest, deterministic=True)


def _told(name: str) -> str | int | None:
    found: str | int | None = getattr(current(), name)
    return found


def _personal(named: str) -> str | None:
    """As PostgreSQL's triggers put it together."""
    origin = current().origin
    if not origin and not named:
        return None
    where = f',"origin":{json.dumps(origin)}' if origin else ""
    return f'{{"salt":"{secrets.token_hex(16)}"{where}{named}}}'


def _digest(value: str | bytes | None) -> str:
    if value is None:
        return "null"
    content = value.encode() if isinstance(value, str) else value
    told = {"$": "sha256", "of": hashlib.sha256(content).hexdigest(), "length": len(value)}
    return json.dumps(told)
