"""A plan table read whole: its measures, and everything a person must know of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from measures.rules.deadlines import PlanDates

from .abbreviations import note_lines, pairs_of, rows_of_note, told_by
from .amendments import without_notes
from .choices import Choices, choices
from .findings import WARNINGS, Finding, Unreadable
from .grid import Table
from .headings import Hints, Layout
from .joining import File
from .measures import PlanRow, read_measure
from .names import Names
from .rows import Row, RowKind, classify, is_number
from .whole import Whole, gather
from .wording import Column

LONGEST_SECTION = 500
LEAST_COLUMNS = 3  # a number, a text, and something of it


@dataclass(frozen=True)
class PlanTable:
    """`language` is that of the headings. Any error means that nothing may be written.

    `choices`: what a person may say of how the file is read, None where it holds no table.
    """

    rows: tuple[PlanRow, ...] = ()
    warnings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    language: str = "ru"
    labels: Mapping[int, str] = field(default_factory=dict)
    choices: Choices | None = None

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
    tables: Sequence[Table], *, dates: PlanDates, names: Names, hints: Hints
) -> PlanTable:
    """The measures of one plan of a file. Never raises for what stands in the file.

    `hints.which` counts from 1 and is needed where several tables look like plans.
    """
    file = File(tables, hints)
    try:
        read = _read(file, gather(file), dates, names)
    except Unreadable as unreadable:
        read = PlanTable(errors=unreadable.findings)
    return replace(read, choices=choices(file))


def _read(file: File, plan: Whole, dates: PlanDates, names: Names) -> PlanTable:
    tables = file.tables
    used = [at + 1 for at, table in enumerate(tables) if _explains(plan, at, table)]
    table, notes = without_notes(plan.table, plan.layout.body)
    rows = classify(table, plan.layout)
    names, doubts = told_by(names, pairs_of(_note(tables, plan, used, rows)))
    before = [*plan.findings, *_left_out(tables, {*plan.parts, *used}, table), *notes, *doubts]
    return _Reading(replace(plan, table=table), dates, names).of(rows, before)


def _explains(plan: Whole, at: int, table: Table) -> bool:
    """A table of abbreviations, of its own below the plan's."""
    return at + 1 > plan.parts[0] and at + 1 not in plan.parts and bool(rows_of_note(table))


def _note(
    tables: Sequence[Table], plan: Whole, used: Sequence[int], rows: Sequence[Row]
) -> Iterator[str]:
    """What explains abbreviations: rows under the measures, tables below, the lines after them."""
    yield from (row.text for row in rows if row.kind == RowKind.NOTE)
    for number in used:
        yield from rows_of_note(tables[number - 1])
    for number in (*plan.parts, *used):
        yield from note_lines([line.text for line in tables[number - 1].after])


def _left_out(tables: Sequence[Table], taken: set[int], plan: Table) -> Iterator[Finding]:
    """Other tables that may belong to the plan: say that they were not read."""
    others = [
        table.name
        for number, table in enumerate(tables, start=1)
        if number not in taken and (_as_wide(table, plan) or _holds_numbers(table))
    ]
    if others:
        yield Finding("tables_left_out", facts={"tables": ", ".join(others)})


def _as_wide(table: Table, plan: Table) -> bool:
    return len(table.rows) > 1 and table.width >= plan.width


def _holds_numbers(table: Table) -> bool:
    """Rows that begin with a number, as measures do: a page of the plan that lost a column."""
    return table.width >= LEAST_COLUMNS and any(is_number(row[0].text) for row in table.rows)


class _Reading:
    """Walks the rows once, remembering the section and the measure it stands in."""

    def __init__(self, plan: Whole, dates: PlanDates, names: Names) -> None:
        self.plan, self.table, self.layout = plan, plan.table, plan.layout
        self.dates, self.names = dates, names
        self.findings: list[Finding] = []
        self.groups: list[tuple[str, list[int]]] = []  # section title, indices of the rows
        self.sections: list[Row] = []  # sub-headings with no measure below them yet
        self.section = ""
        self.struck = False  # what goes on with a struck row belongs to no measure

    def of(self, rows: Iterable[Row], before: Iterable[Finding]) -> PlanTable:
        self.findings += self._unknown_columns()
        for row in rows:
            self._take(row)
        self.findings += [_not_read(row) for row in self.sections]
        measures = [self._measure(section, indices) for section, indices in self.groups]
        if not measures:
            self.findings.append(Finding("no_measures", self.layout.body + 1, 1))
        self.findings += self._repeated_numbers(measures)
        told = [*before, *self.findings]
        return PlanTable.of([*map(self._placed, measures)], map(self._found, told), self.layout)

    def _placed(self, measure: PlanRow) -> PlanRow:
        table, row = self.plan.place(measure.row)
        return replace(measure, table=table, row=row or measure.row)

    def _found(self, found: Finding) -> Finding:
        """The finding with its place in the file."""
        if found.row is None:
            return found
        table, row = self.plan.place(found.row)
        return replace(found, table=table, row=row, column=found.column if row else None)

    def _take(self, row: Row) -> None:
        match row.kind:
            case RowKind.SECTION:
                self.sections.append(row)
            case RowKind.MEASURE:
                self._open_section()
                self.groups.append((self.section, [row.index]))
                self.struck = False
            case RowKind.MORE if self.groups and not self.sections and not self.struck:
                self.groups[-1][1].append(row.index)
            case RowKind.MORE:
                self.findings.append(Finding("stray_row", row.index + 1, 1))
            case RowKind.TOTAL:
                self.findings.append(_not_read(row))
            case RowKind.STRUCK:
                self.findings.append(_not_read(row, "struck_row"))
                self.struck = True
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
            yield Finding("no_completion_form", self.layout.top, 1)

    def _repeated_numbers(self, rows: Sequence[PlanRow]) -> Iterator[Finding]:
        """Numbers may restart in each section, never inside one."""
        first: dict[tuple[str, str], int] = {}
        column = self.layout.columns[Column.NUMBER][0] + 1
        for row in rows:
            at = first.setdefault((row.section, row.number), row.row)
            if row.number and at != row.row:
                table, place = self.plan.place(at)
                facts = {"number": row.number, "first": str(place), "first_table": str(table or "")}
                yield Finding("duplicate_number", row.row, column, facts)


def _not_read(row: Row, code: str = "row_not_read") -> Finding:
    return Finding(code, row.index + 1, 1, {"text": " ".join(row.text.split())[:160]})
