"""The tables of one plan laid below each other, with each row's place in the file kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .findings import Finding
from .grid import Cell, Table, build
from .headings import Layout, find
from .joining import File, Group, Part, chosen, rows_above
from .lines import Between, leading_sections

Placed = tuple["Origin", tuple[Cell, ...]]


@dataclass(frozen=True)
class Origin:
    """Where a row of the whole stands; `row` 0: it is a line before the table."""

    table: int
    row: int


@dataclass(frozen=True)
class Whole:
    """`parts`: the tables' numbers from 1. `origins` is empty for a table that stands alone."""

    table: Table
    layout: Layout
    parts: tuple[int, ...]
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()

    def place(self, row: int | None) -> tuple[int | None, int | None]:
        """Table and row in the file for a row of the whole; no table where there is but one."""
        if not self.origins or row is None:
            return None, row
        origin = self.origins[min(row, len(self.origins)) - 1]
        return origin.table if len(self.parts) > 1 else None, origin.row or None


def gather(file: File) -> Whole:
    """The plan asked for, or the only one of the file. Raises Unreadable."""
    tables, group = file.tables, chosen(file)
    first = tables[group.parts[0].at]
    layout = find(first, file.hints)
    parts = [_opening(first, layout, group), *group.parts[1:]]
    numbers = tuple(part.at + 1 for part in parts)
    if len(parts) == 1 and not parts[0].said.sections:
        return Whole(first, layout, numbers)
    rows = [*_first(first, parts[0], layout)]
    rows += [placed for part in parts[1:] for placed in _further(tables[part.at], part)]
    return Whole(
        _stacked(first.name, rows, first.width),
        layout,
        numbers,
        tuple(origin for origin, _ in rows),
        tuple(_told(parts)),
    )


def _opening(table: Table, layout: Layout, group: Group) -> Part:
    """The first table's section: over its headings, or before it where those of others stand so."""
    first = group.parts[0]
    others = any(part.said.sections for part in group.parts[1:])
    above = leading_sections(rows_above(table, layout), by_name=not others)
    before = leading_sections(table.before) if others or first.at else ()
    return replace(first, said=Between(above or before))


def _first(table: Table, part: Part, layout: Layout) -> Iterator[Placed]:
    """All rows; a section's title goes below the headings."""
    yield from _own(table, part, range(layout.body))
    yield from _further(table, replace(part, body=layout.body))


def _further(table: Table, part: Part) -> Iterator[Placed]:
    """The rows below the headings, after the title of their section."""
    for text in part.said.sections:
        yield Origin(part.at + 1, 0), (Cell(text, 0, 1, 1, table.width),)
    yield from _own(table, part, range(part.body, len(table.rows)))


def _own(table: Table, part: Part, rows: range) -> Iterator[Placed]:
    """A cell that began above these rows has said its text there."""
    for i in rows:
        cells = dict.fromkeys(table.rows[i])
        yield Origin(part.at + 1, i + 1), tuple(cell for cell in cells if cell.row == i + 1)


def _stacked(name: str, rows: Sequence[Placed], width: int) -> Table:
    moved = (replace(cell, row=at) for at, (_, cells) in enumerate(rows, start=1) for cell in cells)
    corner = Cell("", len(rows), width)  # the last rows may be empty, and count all the same
    return build(name, (*moved, corner))


def _told(parts: Sequence[Part]) -> Iterator[Finding]:
    if len(parts) > 1:
        numbers = ", ".join(str(part.at + 1) for part in parts)
        yield Finding("tables_joined", facts={"tables": numbers})
    for part in parts:
        for text in part.said.unsure:
            facts = {"text": " ".join(text.split())[:120]}
            yield Finding("text_between", facts=facts, table=part.at + 1)
