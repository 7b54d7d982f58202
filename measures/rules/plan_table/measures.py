"""One measure of the table: its cells gathered, each read by the rule for its column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from measures.rules.deadlines import Kind, PlanDates, Reading

from .amounts import read_amounts
from .cells import Cells
from .costs import Amount
from .executors import Executors, Named, Names, read_executors
from .findings import Finding
from .grid import Table
from .headings import Layout
from .rows import bare_number, is_number
from .slips import (
    ECHOES,
    LONGEST_DEADLINE,
    MISPLACED,
    Slips,
    is_deadline,
    phrase_facts,
    read_deadline,
    without_marks,
)
from .wording import Column

# What the database holds; of executors, what any act could name.
LONGEST = {
    Column.NUMBER: 20,
    Column.FORM: 500,
    Column.EXECUTORS: 8000,
    Column.DEADLINE: LONGEST_DEADLINE,
    Column.SOURCE: 300,
}
LONGEST_NAME = 250
_EMPTY = {
    Column.NUMBER: "no_number",
    Column.MEASURE: "no_title",
    Column.EXECUTORS: "no_executors",
}


@dataclass(frozen=True)
class PlanRow:
    """A measure as the table says it; `row` is its first row in the file, counted from 1.

    `table` counts from 1 where several tables are read as one plan.
    """

    row: int
    section: str
    number: str
    title: str
    form: str
    executors_text: str
    executors: tuple[Named, ...]
    deadline: str
    reading: Reading
    amounts: tuple[Amount, ...] = ()
    source: str = ""
    table: int | None = None


def read_measure(
    table: Table,
    layout: Layout,
    indices: Sequence[int],
    *,
    section: str,
    dates: PlanDates,
    names: Names,
) -> tuple[PlanRow, list[Finding]]:
    cells = Cells(table, layout, indices)
    named = without_marks(cells.text(Column.EXECUTORS))[: LONGEST[Column.EXECUTORS]]
    executors = read_executors(named, names)
    deadline = without_marks(cells.text(Column.DEADLINE))
    reading = read_deadline(deadline, dates)
    money = read_amounts(cells, dates)
    row = PlanRow(
        row=cells.row,
        section=section,
        number=bare_number(cells.text(Column.NUMBER)),
        title=cells.text(Column.MEASURE),
        form=cells.text(Column.FORM),
        executors_text=cells.text(Column.EXECUTORS),
        executors=executors.named,
        deadline=deadline,
        reading=reading,
        amounts=money.amounts,
        source=money.source,
    )
    slips = list(Slips(cells, reading, dates, names).found())
    found = [*_gaps(cells), *_lengths(cells, row), *slips]
    found += _of_executors(cells, executors, names, dates)
    found += _doubt(cells, reading)
    return row, list(_once_each([*found, *money.findings], slips, cells))


def _once_each(
    findings: Iterable[Finding], slips: Sequence[Finding], cells: Cells
) -> Iterator[Finding]:
    """Where a cell holds what belongs to another column, that is all there is to say of it."""
    fields = [Column(slip.facts["field"]) for slip in slips if slip.code in MISPLACED]
    wrong = set(map(cells.place, fields))
    for found in findings:
        if found in slips or (found.row, found.column) not in wrong or found.code not in ECHOES:
            yield found


def _gaps(cells: Cells) -> Iterator[Finding]:
    for column, code in _EMPTY.items():
        if not cells.of(column):
            yield Finding(code, *cells.place(column))
    number = cells.text(Column.NUMBER)
    if number and not is_number(number):
        yield Finding("bad_number", *cells.place(Column.NUMBER), {"number": number[:40]})


def _lengths(cells: Cells, row: PlanRow) -> Iterator[Finding]:
    texts = {
        Column.NUMBER: row.number,
        Column.FORM: row.form,
        Column.EXECUTORS: row.executors_text,
        Column.DEADLINE: row.deadline,
        Column.SOURCE: row.source,
    }
    for column, text in texts.items():
        if len(text) > LONGEST[column]:
            yield _too_long(cells.place(column), len(text), LONGEST[column])


def _too_long(place: tuple[int, int], length: int, longest: int) -> Finding:
    return Finding("too_long", *place, {"longest": str(longest), "length": str(length)})


def _of_executors(
    cells: Cells, executors: Executors, names: Names, dates: PlanDates
) -> Iterator[Finding]:
    if not cells.of(Column.EXECUTORS):
        return
    place = cells.place(Column.EXECUTORS)
    yield from (Finding(problem, *place) for problem in executors.problems)
    yield from (Finding("repeated_executor", *place, {"name": name}) for name in executors.repeated)
    for named in executors.named:
        yield from _of_name(named, place, names, dates)


def _of_name(
    named: Named, place: tuple[int, int], names: Names, dates: PlanDates
) -> Iterator[Finding]:
    if len(named.text) > LONGEST_NAME:
        yield _too_long(place, len(named.text), LONGEST_NAME)
    elif named.unclear:
        yield Finding("unclear_executor", *place, {"name": named.text})
    elif named.body is None and is_deadline(named.text, dates):
        facts = {"phrase": named.text, "field": Column.EXECUTORS.value}
        yield Finding("deadline_instead", *place, facts)
    elif named.body is None:
        facts = {"name": named.text, "similar": names.similar(named.text), "full": named.full}
        yield Finding("unknown_executor", *place, facts)
    elif named.body.by_agreement and not named.by_agreement:
        yield Finding("agreement_not_marked", *place, {"name": named.text})


def _doubt(cells: Cells, reading: Reading) -> Iterator[Finding]:
    if cells.of(Column.DEADLINE) and reading.kind != Kind.UNDECIDED and reading.warnings:
        yield Finding("deadline_doubt", *cells.place(Column.DEADLINE), phrase_facts(reading))
