"""A plan table read whole: its measures, and everything a person must know of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from measures.rules.deadlines import PlanDates

from .executors import Names
from .findings import WARNINGS, Finding, Unreadable
from .grid import Table
from .headings import Layout, find, likeness
from .measures import PlanRow, read_measure
from .rows import Row, RowKind, classify
from .wording import Column

LONGEST_SECTION = 500


@dataclass(frozen=True)
class PlanTable:
    """`language` is that of the headings. Any error means that nothing may be written."""

    rows: tuple[PlanRow, ...] = ()
    warnings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    language: str = "ru"
    labels: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[PlanRow], findings: Iterable[Finding], layout: Layout) -> Self:
        told = tuple(findings)
        return cls(
            tuple(rows),
            tuple(found for found in told if found.code in WARNINGS),
            tuple(found for found in told if found.code not in WARNINGS),
            layout.language,
            {place + 1: label for place, label in layout.labels.items()},
        )


def read_plan_table(
    tables: Sequence[Table],
    *,
    dates: PlanDates,
    names: Names,
    mapping: Mapping[Column, str],
    which: int | None = None,
) -> PlanTable:
    """The measures of one table of a file. Never raises for what stands in the file.

    `which` counts from 1 and is needed where several tables look like plans. `mapping` names the
    headings that are not recognised by themselves.
    """
    try:
        table = choose(tables, mapping, which)
        layout = find(table, mapping)
    except Unreadable as unreadable:
        return PlanTable(errors=unreadable.findings)
    return _Reading(table, layout, dates, names).whole(_left_out(tables, table, mapping))


def choose(tables: Sequence[Table], mapping: Mapping[Column, str], which: int | None) -> Table:
    """The table asked for, or the only one that looks like a plan. Raises Unreadable."""
    if which is not None:
        if not 1 <= which <= len(tables):
            facts = {"wanted": str(which), "count": str(len(tables))}
            raise Unreadable(Finding("no_such_table", facts=facts))
        return tables[which - 1]
    scores = [likeness(table, mapping) for table in tables]
    likely = [at for at, score in enumerate(scores) if score >= 3]
    if len(likely) > 1:
        numbers = ", ".join(f"{at + 1} ({tables[at].name})" for at in likely)
        raise Unreadable(Finding("several_tables", facts={"tables": numbers}))
    if not any(scores):
        raise Unreadable(Finding("no_table"))
    return tables[likely[0] if likely else scores.index(max(scores))]


def _left_out(
    tables: Sequence[Table], taken: Table, mapping: Mapping[Column, str]
) -> Iterator[Finding]:
    """Other tables as wide as this one may go on with it: say that they were not read."""
    wide = len(taken.rows[0]) if taken.rows else 0
    others = [
        table
        for table in tables
        if table is not taken and len(table.rows) > 1 and len(table.rows[0]) >= wide
    ]
    if others:
        facts = {"tables": ", ".join(table.name for table in others)}
        yield Finding("tables_left_out", facts=facts)


class _Reading:
    """Walks the rows once, remembering the section and the measure it stands in."""

    def __init__(self, table: Table, layout: Layout, dates: PlanDates, names: Names) -> None:
        self.table, self.layout, self.dates, self.names = table, layout, dates, names
        self.findings: list[Finding] = []
        self.groups: list[tuple[str, list[int]]] = []  # section title, indices of the rows
        self.sections: list[Row] = []  # sub-headings with no measure below them yet
        self.section = ""

    def whole(self, before: Iterable[Finding]) -> PlanTable:
        self.findings += [*before, *self._unknown_columns()]
        for row in classify(self.table, self.layout):
            self._take(row)
        self.findings += [_not_read(row) for row in self.sections]
        rows = [self._measure(section, indices) for section, indices in self.groups]
        if not rows:
            self.findings.append(Finding("no_measures", self.layout.body + 1, 1))
        self.findings += _repeated_numbers(rows, self.layout)
        return PlanTable.of(rows, self.findings, self.layout)

    def _take(self, row: Row) -> None:
        match row.kind:
            case RowKind.SECTION:
                self.sections.append(row)
            case RowKind.MEASURE:
                self._open_section()
                self.groups.append((self.section, [row.index]))
            case RowKind.MORE if self.groups and not self.sections:
                self.groups[-1][1].append(row.index)
            case RowKind.MORE:
                self.findings.append(Finding("stray_row", row.index + 1, 1))
            case RowKind.TOTAL:
                self.findings.append(_not_read(row))
            case _:
                pass

    def _open_section(self) -> None:
        """Sub-headings one below the other name one section together."""
        if not self.sections:
            return
        self.section = " / ".join(" ".join(row.text.split()) for row in self.sections)
        if len(self.section) > LONGEST_SECTION:
            facts = {"longest": str(LONGEST_SECTION), "length": str(len(self.section))}
            self.findings.append(Finding("too_long", self.sections[0].index + 1, 1, facts))
        self.sections = []

    def _measure(self, section: str, indices: list[int]) -> PlanRow:
        row, findings = read_measure(
            self.table, self.layout, indices, section=section, dates=self.dates, names=self.names
        )
        self.findings += findings
        return row

    def _unknown_columns(self) -> Iterator[Finding]:
        for cell in self.layout.unknown:
            facts = {"heading": " ".join(cell.text.split())}
            yield Finding("unknown_column", cell.row, cell.column, facts)
        if Column.FORM not in self.layout.columns:
            yield Finding("no_completion_form", self.layout.heading_rows[0] + 1, 1)


def _not_read(row: Row) -> Finding:
    return Finding("row_not_read", row.index + 1, 1, {"text": " ".join(row.text.split())[:120]})


def _repeated_numbers(rows: Sequence[PlanRow], layout: Layout) -> Iterator[Finding]:
    """Numbers may restart in each section, never inside one."""
    first: dict[tuple[str, str], int] = {}
    column = layout.columns[Column.NUMBER][0] + 1
    for row in rows:
        at = first.setdefault((row.section, row.number), row.row)
        if row.number and at != row.row:
            facts = {"number": row.number, "first": str(at)}
            yield Finding("duplicate_number", row.row, column, facts)
