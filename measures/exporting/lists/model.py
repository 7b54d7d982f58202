"""What a list is, whatever file is made of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

Cell = str | Promise | int | float | Decimal | date | datetime | None
ROWS_AT_ONCE = 500  # a few megabytes of them


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """`cell` gives the value of a row in the language that is active; `width` in characters."""

    title: "str | Promise"
    cell: Callable[[Any], Cell]
    kind: Kind = Kind.TEXT
    width: int = 20


@dataclass(frozen=True)
class Listing:
    """`name`: of the file, without its ending; `rows` are gone through once; `day`: of which day
    they tell; `filters`: what was asked for, each with its name in words."""

    name: str
    title: "str | Promise"
    columns: Sequence[Column]
    rows: Iterable[Any]
    day: date
    filters: Sequence[tuple[str, str]] = ()


def in_chunks(
    rows: "QuerySet[Any, Any] | Sequence[Any]",
    told: Callable[[list[Any]], Iterable[Any]] = iter,
) -> Iterator[Any]:
    """All rows, ROWS_AT_ONCE at a time through `told`, which puts beside them what the database
    was not asked for. One statement for every ROWS_AT_ONCE rows at most, and what `told` takes."""
    found = rows.iterator(ROWS_AT_ONCE) if isinstance(rows, QuerySet) else _by_pages(rows)
    while some := list(islice(found, ROWS_AT_ONCE)):
        yield from told(some)


def _by_pages(rows: Sequence[Any]) -> Iterator[Any]:
    """What is put together for a page of a list is so for as many rows at once."""
    for at in range(0, len(rows), ROWS_AT_ONCE):
        yield from rows[at : at + ROWS_AT_ONCE]
