"""Which column means what: by its heading, or by its place where a person says so."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .findings import Finding, Unreadable
from .grid import Cell, Table
from .meanings import Key, meaning
from .units import unit_of
from .wording import HEADINGS, REQUIRED, Column, language_of, squeeze

ROWS_SEARCHED = 300


@dataclass(frozen=True)
class Hints:
    """What a person says of a file where it does not say so itself.

    `mapping`: column → its heading as written. `which` table, from 1. `columns`: place from 1 →
    meaning, and no other columns are read. `heading_row` from 1, 0: there are no headings.
    """

    mapping: Mapping[Column, str] = field(default_factory=dict)
    which: int | None = None
    columns: Mapping[int, Key] | None = None
    heading_row: int | None = None

    @property
    def wanted(self) -> dict[str, Column]:
        return {squeeze(text): column for column, text in self.mapping.items()}


@dataclass(frozen=True)
class Layout:
    """`columns` holds zero-based indices; `body` is the index of the first row after headings."""

    columns: Mapping[Key, tuple[int, ...]]
    labels: Mapping[int, str]
    heading_rows: tuple[int, ...]
    body: int
    language: str
    unit: Decimal
    unknown: tuple[Cell, ...] = ()
    units: frozenset[Decimal] = frozenset()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(key for key in self.columns if isinstance(key, int)))

    @property
    def top(self) -> int:
        """The row of the headings, from 1; the first one where there are none."""
        return self.heading_rows[0] + 1 if self.heading_rows else 1

    def label(self, column: Column) -> str:
        """The heading as the file writes it; the usual one where there is none."""
        places = self.columns.get(column)
        return self.labels[places[0]] if places else HEADINGS[column]["ru"][0]


def find(table: Table, hints: Hints) -> Layout:
    """The headings of the table. Raises Unreadable with what is missing or unclear."""
    layout = guess(table, hints)
    if layout is None:
        raise Unreadable(Finding("no_table"))
    problems = [*_unmapped(layout, hints), *_missing(layout), *_twice(table, layout)]
    problems += _unclear_unit(layout)
    if problems:
        raise Unreadable(*problems)
    return layout


def guess(table: Table, hints: Hints) -> Layout | None:
    """The headings as far as they are understood; None where no row looks like headings."""
    if hints.heading_row is None:
        index = heading_row(table, hints.wanted)
    else:
        index = hints.heading_row - 1 if 0 < hints.heading_row <= len(table.rows) else None
    if index is None and hints.columns is None:
        return None
    rows = _heading_rows(table, index) if index is not None else ()
    return _layout(table, rows, hints)


def heading_row(table: Table, wanted: Mapping[str, Column]) -> int | None:
    """The index of the row that names most columns; None where no row looks like headings."""
    scores = {i: _score(table.anchored(i), wanted) for i in _searched(table)}
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    return best if best is not None and scores[best] else None


def likeness(table: Table, hints: Hints | None = None) -> int:
    """How many columns of a plan the best row names; 0 for a table of another kind."""
    wanted = hints.wanted if hints else {}
    return max((_score(table.anchored(i), wanted) for i in _searched(table)), default=0)


def _searched(table: Table) -> range:
    return range(min(len(table.rows), ROWS_SEARCHED))


def _score(cells: tuple[Cell, ...], wanted: Mapping[str, Column]) -> int:
    found = [_meant(cell.text, wanted) for cell in cells]
    named = {key for key in found if isinstance(key, Column)}
    telling = named & {Column.MEASURE, Column.EXECUTORS, Column.DEADLINE}
    return len(named) if telling and len(named) >= 2 else 0


def _meant(text: str, wanted: Mapping[str, Column]) -> Key | None:
    """What a person says of the heading stands above what it says itself."""
    return (wanted.get(squeeze(text)) if wanted else None) or meaning(text)


def _layout(table: Table, rows: tuple[int, ...], hints: Hints) -> Layout:
    body = rows[-1] + 1 if rows else 0
    columns, unknown = _chosen(table, hints) or _recognised(table, rows, hints.wanted)
    if hints.columns is None:
        _unnamed_number(table, body, columns)
    texts = [cell.text for i in rows for cell in table.anchored(i)]
    units = unit_of(texts, _above(table, rows))
    return Layout(
        columns={key: tuple(places) for key, places in columns.items()},
        labels={j: " ".join(_label(table, rows, j).split()) for j in range(table.width)},
        heading_rows=rows,
        body=body,
        language=_language(table, texts),
        unit=min(units, default=Decimal(1)),
        unknown=tuple(unknown),
        units=units,
    )


def _language(table: Table, headings: list[str]) -> str:
    """Of the headings; of the first rows where there are none."""
    texts = headings or [
        cell.text for i in range(len(table.rows[:20])) for cell in table.anchored(i)
    ]
    return Counter(map(language_of, texts)).most_common(1)[0][0] if texts else "ru"


def _above(table: Table, rows: tuple[int, ...]) -> list[str]:
    """What stands over the headings and before the table: «(млн. тенге)» on a line of its own."""
    lines = [line.text for line in table.before[-3:]]
    inside = range(max(0, rows[0] - 5), rows[0]) if rows else range(0)
    return [*lines, *(cell.text for i in inside for cell in table.anchored(i))]


def _chosen(table: Table, hints: Hints) -> tuple[dict[Key, list[int]], dict[Cell, None]] | None:
    """The columns as a person placed them; what is not placed is not wanted."""
    if hints.columns is None:
        return None
    columns: dict[Key, list[int]] = {}
    for place, key in sorted(hints.columns.items()):
        if 1 <= place <= table.width:
            columns.setdefault(key, []).append(place - 1)
    return columns, {}


def _recognised(
    table: Table, rows: tuple[int, ...], wanted: Mapping[str, Column]
) -> tuple[dict[Key, list[int]], dict[Cell, None]]:
    columns: dict[Key, list[int]] = {}
    unknown: dict[Cell, None] = {}
    for j in range(table.width):
        stack = [table.rows[i][j] for i in rows if table.rows[i][j].text]
        key = _key(stack, wanted)
        if key is not None:
            columns.setdefault(key, []).append(j)
        elif stack:
            unknown[stack[0]] = None
    return columns, unknown


def _heading_rows(table: Table, index: int) -> tuple[int, ...]:
    """The heading row, and those below it that its merged cells cover or that split its costs."""
    cells = table.anchored(index)
    last = max((cell.row + cell.rows - 2 for cell in cells), default=index)
    while last + 1 < len(table.rows) and _splits_costs(table, last + 1):
        last += 1
    return tuple(range(index, min(last, len(table.rows) - 1) + 1))


def _splits_costs(table: Table, index: int) -> bool:
    cells = table.anchored(index)
    keys = {meaning(cell.text) for cell in cells}
    only_years = all(isinstance(key, int) or key in (Column.TOTAL, Column.UNSPLIT) for key in keys)
    return bool(keys) and only_years and cells[0].column > 2


def _key(stack: list[Cell], wanted: Mapping[str, Column]) -> Key | None:
    """The lowest heading that says something counts; a year or a total belongs to costs."""
    keys = [_meant(cell.text, wanted) for cell in stack]
    told = [key for key in keys if key is not None]
    if not told:
        return None
    split = isinstance(told[-1], int) or told[-1] in (Column.TOTAL, Column.UNSPLIT)
    if split and len(told) > 1 and not _may_split(told[0]):
        return None
    return told[-1]


def _may_split(key: Key) -> bool:
    return isinstance(key, int) or key in (Column.COSTS, Column.TOTAL)


def _label(table: Table, rows: tuple[int, ...], j: int) -> str:
    return next((table.rows[i][j].text for i in reversed(rows) if table.rows[i][j].text), "")


def _unnamed_number(table: Table, body: int, columns: dict[Key, list[int]]) -> None:
    """A first column without a heading that holds numbers is the column of numbers."""
    taken = {j for places in columns.values() for j in places}
    if Column.NUMBER in columns or 0 in taken or not table.rows:
        return
    texts = [row[0].text.strip(" .") for row in table.rows[body:] if row[0].text]
    if texts and sum(text[:1].isdigit() and len(text) < 10 for text in texts) * 2 > len(texts):
        columns[Column.NUMBER] = [0]


def _unmapped(layout: Layout, hints: Hints) -> Iterator[Finding]:
    for column, text in hints.mapping.items() if hints.columns is None else ():
        if column not in layout.columns:
            yield Finding("map_not_found", facts={"heading": text, "field": column.value})


def _unclear_unit(layout: Layout) -> Iterator[Finding]:
    keys: list[Key] = [Column.COSTS, Column.UNSPLIT, Column.TOTAL, *layout.years]
    places = [place for key in keys for place in layout.columns.get(key, ())]
    if places and len(layout.units) > 1:
        yield Finding("unclear_unit", layout.top, min(places) + 1)


def _missing(layout: Layout) -> Iterator[Finding]:
    unread = "; ".join(f"«{' '.join(cell.text.split())}»" for cell in layout.unknown) or "—"
    for column in REQUIRED:
        if column not in layout.columns:
            facts = {"field": column.value, "example": HEADINGS[column]["ru"][0], "unread": unread}
            first = layout.unknown[0].column if layout.unknown else None
            yield Finding("missing_column", layout.top, first, facts)


def _twice(table: Table, layout: Layout) -> Iterator[Finding]:
    """Two headings with one meaning; a merged heading over several columns is one heading."""
    top = table.rows[layout.top - 1] if layout.heading_rows else ()
    for key, places in layout.columns.items():
        cells = {top[j] if top else j for j in places if not isinstance(key, int)}
        if len(cells) > 1 and key not in (Column.IGNORED, Column.TOTAL):
            names = " / ".join(layout.labels[j] or "—" for j in places)
            facts = {"field": str(key), "headings": names}
            yield Finding("ambiguous_column", layout.top, places[-1] + 1, facts)
