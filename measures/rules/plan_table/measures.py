"""One measure of the table: its cells gathered, each read by the rule for its column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.rules.deadlines import Kind, PlanDates, Reading, read

from .amounts import read_amounts
from .cells import Cells
from .costs import Amount
from .executors import Executors, Named, Names, read_executors
from .findings import Finding
from .grid import Table
from .headings import Layout
from .rows import bare_number, is_number
from .wording import Column

# What the database holds; of executors, what any act could name.
LONGEST = {
    Column.NUMBER: 20,
    Column.FORM: 500,
    Column.EXECUTORS: 8000,
    Column.DEADLINE: 500,
    Column.SOURCE: 300,
}
LONGEST_NAME = 250
_EMPTY = {
    Column.NUMBER: "no_number",
    Column.MEASURE: "no_title",
    Column.EXECUTORS: "no_executors",
    Column.DEADLINE: "no_deadline",
}
_ELSEWHERE = (Column.FORM, Column.EXECUTORS, Column.COSTS, Column.SOURCE)


@dataclass(frozen=True)
class PlanRow:
    """A measure as the table says it; `row` is its first row in the file, counted from 1."""

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
    executors = read_executors(cells.text(Column.EXECUTORS)[: LONGEST[Column.EXECUTORS]], names)
    deadline = cells.text(Column.DEADLINE)
    reading = _read_deadline(deadline, dates)
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
    found = [*_gaps(cells, dates), *_lengths(cells, row), *_of_executors(cells, executors, names)]
    return row, [*found, *_of_deadline(cells, reading, dates), *money.findings]


def _read_deadline(text: str, dates: PlanDates) -> Reading:
    """Of a text too long for any deadline the beginning: it is an error of its own."""
    return read(text[: LONGEST[Column.DEADLINE]], dates)


def _gaps(cells: Cells, dates: PlanDates) -> Iterator[Finding]:
    for column, code in _EMPTY.items():
        if not cells.of(column) and column != Column.DEADLINE:
            yield Finding(code, *cells.place(column))
    if not cells.of(Column.DEADLINE):
        stray = _deadline_elsewhere(cells, dates)
        place = cells.place(stray or Column.DEADLINE)
        yield Finding("deadline_elsewhere" if stray else "no_deadline", *place)
    number = cells.text(Column.NUMBER)
    if number and not is_number(number):
        yield Finding("bad_number", *cells.place(Column.NUMBER), {"number": number[:40]})


def _deadline_elsewhere(cells: Cells, dates: PlanDates) -> Column | None:
    """A date in the wrong column is a slip of the act's table; a person must move it."""
    for column in _ELSEWHERE:
        text = cells.text(column)
        if text and _read_deadline(text, dates).kind in (Kind.ONCE, Kind.RECURRING):
            return column
    return None


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


def _of_executors(cells: Cells, executors: Executors, names: Names) -> Iterator[Finding]:
    if not cells.of(Column.EXECUTORS):
        return
    place = cells.place(Column.EXECUTORS)
    yield from (Finding(problem, *place) for problem in executors.problems)
    yield from (Finding("repeated_executor", *place, {"name": name}) for name in executors.repeated)
    for named in executors.named:
        if len(named.text) > LONGEST_NAME:
            yield _too_long(place, len(named.text), LONGEST_NAME)
        elif named.unclear:
            yield Finding("unclear_executor", *place, {"name": named.text})
        elif named.body is None:
            facts = {"name": named.text, "similar": names.similar(named.text)}
            yield Finding("unknown_executor", *place, facts)
        elif named.body.by_agreement and not named.by_agreement:
            yield Finding("agreement_not_marked", *place, {"name": named.text})


def _of_deadline(cells: Cells, reading: Reading, dates: PlanDates) -> Iterator[Finding]:
    if not cells.of(Column.DEADLINE):
        return
    place = cells.place(Column.DEADLINE)
    facts = {"phrase": " ".join(reading.phrase.split()), "reasons": ",".join(reading.warnings)}
    if reading.kind != Kind.UNDECIDED:
        if reading.warnings:
            yield Finding("deadline_doubt", *place, facts)
        return
    executors = cells.text(Column.EXECUTORS)
    if executors and _read_deadline(executors, dates).kind in (Kind.ONCE, Kind.RECURRING):
        yield Finding("swapped_cells", *place, facts)
    else:
        yield Finding("undecided_deadline", *place, facts)
