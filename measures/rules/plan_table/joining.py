"""Tables of one file that go on with each other: which of them make one plan.

A table continues the plan when it has the same columns (its own headings, or none and as many
columns) and goes on with the numbers, or begins a section. Anything else is a table of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .findings import Finding, Unreadable
from .grid import Line, Table
from .headings import Hints, Layout, find, guess, likeness
from .lines import Between, between
from .rows import Row, RowKind, bare_number, classify, is_number
from .wording import Column, squeeze

LIKELY = 3  # headings of a plan that make a table look like one
_PASSED = (RowKind.BLANK, RowKind.HEADINGS, RowKind.COLUMN_NUMBERS)


@dataclass(frozen=True)
class Part:
    """A table of the plan: its number in the file from 0, and the index of its first own row."""

    at: int
    body: int = 0
    said: Between = field(default_factory=Between)


@dataclass
class Group:
    """Tables of one plan so far; `numbers`: the measures of the section that is still open."""

    layout: Layout | None
    parts: list[Part]
    numbers: set[str] = field(default_factory=set)

    def take(self, table: Table, part: Part) -> None:
        self.parts.append(part)
        if self.layout:
            if part.said.sections:
                self.numbers.clear()
            self.numbers |= _numbers(table, _continued(self.layout, part.body))


@dataclass(frozen=True)
class File:
    """The tables of a file and what a person says of them; each is looked through once."""

    tables: Sequence[Table]
    hints: Hints

    @cached_property
    def scores(self) -> list[int]:
        """How many columns of a plan each table names."""
        return [likeness(table, self.hints) for table in self.tables]

    @cached_property
    def groups(self) -> list[Group]:
        """The plans of the file; a table that is none and continues none is in none of them."""
        found: list[Group] = []
        for at, table in enumerate(self.tables):
            if found and (part := _next(self, found[-1], at)):
                found[-1].take(table, part)
            elif self.is_likely(at):
                found.append(_open(self, at))
        return found

    def is_likely(self, at: int) -> bool:
        return self.scores[at] >= LIKELY


def chosen(file: File) -> Group:
    """The plan asked for, or the only one of the file. Raises Unreadable."""
    if file.hints.which is not None:
        return _asked_for(file, file.hints.which)
    if len(file.groups) > 1:
        named = ", ".join(_name(file.tables, group) for group in file.groups)
        raise Unreadable(Finding("several_tables", facts={"tables": named}))
    if file.groups:
        return file.groups[0]
    if not any(file.scores) and (file.hints.columns is None or not file.scores):
        raise Unreadable(Finding("no_table"))
    return _open(file, file.scores.index(max(file.scores)))


def _asked_for(file: File, which: int) -> Group:
    """The table asked for, with the rest of it where it is broken over pages without headings."""
    if not 1 <= which <= len(file.tables):
        facts = {"wanted": str(which), "count": str(len(file.tables))}
        raise Unreadable(Finding("no_such_table", facts=facts))
    group = _open(file, which - 1)
    for at in range(which, len(file.tables)):
        if not file.is_likely(at) and (part := _next(file, group, at)):
            group.take(file.tables[at], part)
    return group


def _name(tables: Sequence[Table], group: Group) -> str:
    first, last = group.parts[0].at, group.parts[-1].at
    number = str(first + 1) if first == last else f"{first + 1}–{last + 1}"
    return f"{number} ({tables[first].name})"


def _open(file: File, at: int) -> Group:
    table = file.tables[at]
    try:
        layout = find(table, file.hints)
    except Unreadable:
        return Group(None, [Part(at)])
    return Group(layout, [Part(at)], _numbers(table, layout))


def _next(file: File, group: Group, at: int) -> Part | None:
    """How the table goes on with the group; None where it does not, or not surely."""
    table, first = file.tables[at], file.tables[group.parts[0].at]
    if table.width != first.width:
        return None
    own = guess(table, Hints(file.hints.mapping)) if file.is_likely(at) else None
    if (own or group.layout is None) and not _same(first, group.layout, table, own):
        return None
    part = Part(at, own.body if own else 0, between([*table.before, *rows_above(table, own)]))
    layout = group.layout
    fits = not part.said.other_plan and (layout is None or _goes_on(table, group, layout, part))
    return part if fits else None


def rows_above(table: Table, own: Layout | None) -> list[Line]:
    """The rows over the headings, as lines."""
    rows = range(own.top - 1) if own else range(0)
    return [Line(cell.text, prominent=True) for i in rows for cell in table.anchored(i)]


def _same(first: Table, layout: Layout | None, table: Table, own: Layout | None) -> bool:
    """The same columns by meaning; where those of the first are unclear, the same headings."""
    if layout is None:
        return own is not None and _headings(first) == _headings(table)
    alike = own is not None and (own.columns, own.units) == (layout.columns, layout.units)
    return alike or _headings(first) == _headings(table)


def _headings(table: Table) -> list[str]:
    own = guess(table, Hints())
    return [squeeze(text) for text in own.labels.values()] if own else []


def _continued(layout: Layout, body: int) -> Layout:
    return replace(layout, heading_rows=tuple(range(body)), body=body)


def _goes_on(table: Table, group: Group, layout: Layout, part: Part) -> bool:
    layout = _continued(layout, part.body)
    rows = [row for row in classify(table, layout) if row.kind not in _PASSED]
    numbers = [_number(table, layout, row) for row in rows if row.kind == RowKind.MEASURE]
    if not numbers or sum(map(is_number, numbers)) * 2 <= len(numbers):
        return False
    begins = bool(part.said.sections) or rows[0].kind == RowKind.SECTION
    return begins or numbers[0] not in group.numbers


def _numbers(table: Table, layout: Layout) -> set[str]:
    """The numbers of the table's last section, in which the next table may go on."""
    found: set[str] = set()
    for row in classify(table, layout):
        if row.kind == RowKind.SECTION:
            found.clear()
        elif row.kind == RowKind.MEASURE:
            found.add(_number(table, layout, row))
    return found


def _number(table: Table, layout: Layout, row: Row) -> str:
    return bare_number(table.rows[row.index][layout.columns[Column.NUMBER][0]].text)
