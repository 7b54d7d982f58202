"""The tables as they stand in the database, and what is told of each of their columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Final

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import recorded
from audit.rules.masking import is_personal, is_secret


class Told(Enum):
    WHOLE = "whole"
    LONG = "long"  # whole if it is short, else its hash and length
    BYTES = "bytes"  # its hash and length
    PERSONAL = "personal"
    SECRET = "secret"  # noqa: S105  (the word for one)


@dataclass(frozen=True)
class Column:
    name: str
    told: Told


@dataclass(frozen=True)
class Table:
    name: str
    key: str
    columns: tuple[Column, ...]

    @property
    def label(self) -> str:
        """The column by which a reader knows a row; "" if there is none."""
        open_to_read = {column.name for column in self.columns if column.told is Told.WHOLE}
        return next((name for name in recorded.LABELS if name in open_to_read), "")

    def of(self, *kinds: Told) -> list[Column]:
        return [column for column in self.columns if column.told in kinds]


# The type as the database names it. Short texts are the rule: only these may be long.
_LONG: Final = ("text", "jsonb", "json", "character varying", "varchar")
_BYTES: Final = ("bytea", "blob")
_ON_POSTGRESQL: Final = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
           COALESCE(a.attnum = ANY (i.indkey), false)
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
     ORDER BY c.relname, a.attnum"""
_ON_SQLITE: Final = """
    SELECT m.name, p.name, p.type, p.pk > 0
      FROM sqlite_master m JOIN pragma_table_info(m.name) p
     WHERE m.type = 'table' ORDER BY m.name, p.cid"""


def recorded_tables(connection: BaseDatabaseWrapper) -> list[Table]:
    """Of every model that has its table by now, but for those that are not recorded; two or three
    columns of a key are not known to Django. One statement."""
    wanted = set(names_of_tables())
    return [table for table in _known(connection) if table.name in wanted]


def names_of_tables() -> Iterator[str]:
    """Of all concrete models of the installed apps, also those that Django makes itself."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.db_table not in recorded.EXCLUDED:
            yield model._meta.db_table


def _known(connection: BaseDatabaseWrapper) -> Iterator[Table]:
    with connection.cursor() as cursor:
        cursor.execute(_ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE)
        rows = cursor.fetchall()
    for name, columns in groupby(rows, key=lambda row: row[0]):
        yield _table(name, [(column, kind.lower(), pk) for _, column, kind, pk in columns])


def _table(name: str, columns: Iterable[tuple[str, str, bool]]) -> Table:
    known = list(columns)
    key = next((column for column, _, pk in known if pk), known[0][0])
    return Table(
        name,
        key,
        tuple(Column(column, _told(name, column, kind)) for column, kind, _ in known),
    )


def described(name: str, key: str, columns: tuple[str, ...]) -> Table:
    """A table of which the names of the columns are known, and not their types."""
    return Table(name, key, tuple(Column(column, _told(name, column, "")) for column in columns))


def _told(table: str, column: str, kind: str) -> Told:
    if is_secret(table, column):
        return Told.SECRET
    if is_personal(column) or column in recorded.PERSONAL.get(table, ()):
        return Told.PERSONAL
    if kind in _BYTES:
        return Told.BYTES
    return Told.LONG if _may_be_long(kind) else Told.WHOLE


def _may_be_long(kind: str) -> bool:
    name, _, rest = kind.partition("(")
    if name not in _LONG:
        return False
    size = rest.rstrip(")")
    return not size.isdecimal() or int(size) > recorded.LONG
