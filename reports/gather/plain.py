"""Rows as plain dictionaries, and their columns in three languages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from agencies.translated import ORDER

Row = dict[str, Any]
Item = TypeVar("Item")
Key = TypeVar("Key")


def columns(field: str) -> list[str]:
    return [f"{field}_{code}" for code in ORDER]


def texts(row: Row, field: str) -> dict[str, str]:
    """Three languages of one field of a row, "" where none was written."""
    return {code: row[f"{field}_{code}"] or "" for code in ORDER}


def plain(rows: Iterable[Any]) -> list[Row]:
    """Dictionaries of columns, each query's own type put aside."""
    return list(rows)


def grouped(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def sorted_out(items: Iterable[Item], key: Callable[[Item], Key]) -> defaultdict[Key, list[Item]]:
    """The items under what each is of, in their order."""
    found: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found


@lru_cache(maxsize=10_000)
def iso(day: date | None) -> str | None:
    """One and the same text for a day, however many rows of a report name it."""
    return day.isoformat() if day else None
