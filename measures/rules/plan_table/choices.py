"""What a person may choose where a file does not say plainly how it is to be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .grid import Table
from .headings import Hints, guess, heading_row
from .joining import File
from .meanings import Key

ROWS_OFFERED = 15
SAMPLES = 3
ROWS_SAMPLED = 60
MOST_COLUMNS = 60
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class ColumnChoice:
    """A column of the table, from 1: its heading, texts from below it, what it is taken for."""

    place: int
    heading: str
    samples: tuple[str, ...]
    key: Key | None


@dataclass(frozen=True)
class TableChoice:
    """`number` from 1; `first`: the beginning of its text; `likely`: it looks like a plan."""

    number: int
    name: str
    rows: int
    first: str
    likely: bool


@dataclass(frozen=True)
class RowChoice:
    row: int
    text: str


@dataclass(frozen=True)
class Choices:
    """`shown`: the table whose columns these are; `chosen`: a person named it.

    `heading_row` 0: no headings. `several`: the file holds more than one plan.
    """

    tables: tuple[TableChoice, ...]
    shown: int
    chosen: bool
    several: bool
    heading_row: int
    rows: tuple[RowChoice, ...]
    columns: tuple[ColumnChoice, ...]


def choices(file: File) -> Choices | None:
    """None for a file without a table."""
    if not any(table.rows for table in file.tables):
        return None
    at, hints = _shown(file), file.hints
    row = _heading_row(file.tables[at], hints)
    return Choices(
        tables=tuple(_tables(file)),
        shown=at + 1,
        chosen=hints.which is not None,
        several=len(file.groups) > 1,
        heading_row=row,
        rows=tuple(_rows(file.tables[at])),
        columns=tuple(_columns(file.tables[at], replace(hints, heading_row=row))),
    )


def _shown(file: File) -> int:
    """The table asked for, else the first plan, else the likeliest and then the largest."""
    which = file.hints.which
    if which is not None and 1 <= which <= len(file.tables):
        return which - 1
    if file.groups:
        return file.groups[0].parts[0].at
    return max(range(len(file.tables)), key=lambda at: (file.scores[at], _size(file.tables[at])))


def _size(table: Table) -> int:
    return len(table.rows) * table.width


def _tables(file: File) -> Iterator[TableChoice]:
    for at, table in enumerate(file.tables):
        first = next((row.text for row in _rows(table)), "")
        yield TableChoice(at + 1, table.name, len(table.rows), first, file.is_likely(at))


def _heading_row(table: Table, hints: Hints) -> int:
    """The row recognised; else the first that fills most of the columns; 0 where none does."""
    if hints.heading_row is not None:
        return hints.heading_row if hints.heading_row <= len(table.rows) else 0
    found = heading_row(table, hints.wanted)
    if found is not None:
        return found + 1
    counts = [len(table.anchored(i)) for i in range(min(len(table.rows), ROWS_OFFERED))]
    return next((i for i, count in enumerate(counts, 1) if count * 2 > table.width), 0)


def _rows(table: Table) -> Iterator[RowChoice]:
    for i in range(min(len(table.rows), ROWS_OFFERED)):
        if cells := table.anchored(i):
            yield RowChoice(i + 1, _short(" | ".join(cell.text for cell in cells)))


def _columns(table: Table, hints: Hints) -> Iterator[ColumnChoice]:
    layout = guess(table, hints if hints.columns is not None or hints.heading_row else Hints())
    keys = _by_place(layout.columns) if layout else {}
    body = layout.body if layout else 0
    for j in range(min(table.width, MOST_COLUMNS)):
        heading = layout.labels.get(j, "") if layout and layout.heading_rows else ""
        samples = tuple(_samples(table, body, j))
        yield ColumnChoice(j + 1, _short(heading), samples, keys.get(j))


def _by_place(columns: Mapping[Key, tuple[int, ...]]) -> dict[int, Key]:
    return {place: key for key, places in columns.items() for place in places}


def _samples(table: Table, body: int, place: int) -> list[str]:
    """The first distinct texts of the column; titles over half the width are of no column."""
    cells = (row[place] for row in table.rows[body : body + ROWS_SAMPLED])
    own = (cell for cell in cells if cell.text and cell.columns * 2 < max(table.width, 3))
    return list(dict.fromkeys(_short(cell.text) for cell in own))[:SAMPLES]


def _short(text: str) -> str:
    said = " ".join(text[: LONGEST_SHOWN * 4].split())
    return said if len(said) <= LONGEST_SHOWN else said[: LONGEST_SHOWN - 1] + "…"
