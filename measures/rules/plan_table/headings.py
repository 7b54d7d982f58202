"""Which column means what: by its heading, never by its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from measures.rules.deadlines.noise import clean, fold

from .findings import Finding, Unreadable
from .grid import Cell, Table
from .wording import (
    BILLION,
    HEADINGS,
    REQUIRED,
    STEMS,
    THOUSAND,
    Column,
    language_of,
    squeeze,
    squeezed_variants,
)

LONGEST_HEADING = 90  # letters; longer text is a sentence
ROWS_SEARCHED = 300
ALIKE = 80  # per cent of letters, for headings damaged by a scanner
APART = 8  # by so much must the best meaning win over the next

_EXACT = {
    squeeze(text): column
    for column, languages in HEADINGS.items()
    for texts in languages.values()
    for text in texts
}
_LONG = {text: column for text, column in _EXACT.items() if len(text) >= 5}
_YEAR = re.compile(r"(?:в|на)?((?:199|20\d)\d)(?:гг?|года?|году|ж|жыл|жылы|жылга|year)?")
_SINGLE = (Column.FORM, Column.DEADLINE, Column.EXECUTORS, Column.SOURCE, Column.COSTS)

Key = Column | int  # an int is the year of a costs column


@dataclass(frozen=True)
class Layout:
    """`columns` holds zero-based indices; `body` is the index of the first row after headings."""

    columns: Mapping[Key, tuple[int, ...]]
    labels: Mapping[int, str]
    heading_rows: tuple[int, ...]
    body: int
    language: str
    unit: Decimal
    unknown: tuple[Cell, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(key for key in self.columns if isinstance(key, int)))

    def label(self, column: Column) -> str:
        """The heading as the file writes it; the usual one where there is none."""
        places = self.columns.get(column)
        return self.labels[places[0]] if places else HEADINGS[column]["ru"][0]


def meaning(text: str) -> Key | None:
    """The column that a heading names, a year's number, or None where unsure."""
    return next((key for form in squeezed_variants(text) if (key := _meaning(form))), None)


@lru_cache(maxsize=2048)
def _meaning(squeezed: str) -> Key | None:
    if not squeezed or len(squeezed) > LONGEST_HEADING:
        return None
    if squeezed in _EXACT:
        return _EXACT[squeezed]
    if year := _YEAR.fullmatch(squeezed):
        return int(year[1])
    found = {
        column: hit.start() for column, stem in STEMS.items() if (hit := stem.search(squeezed))
    }
    return _one_of(found) if found else _alike(squeezed)


def _one_of(found: dict[Column, int]) -> Column | None:
    """«Мероприятие» is named in other headings too; costs and their source by what comes first."""
    single = [column for column in _SINGLE if column in found]
    if not single:
        return Column.MEASURE
    if set(single) == {Column.SOURCE, Column.COSTS}:
        return min(single, key=lambda column: found[column])
    return single[0] if len(single) == 1 else None


def _alike(squeezed: str) -> Column | None:
    scores: dict[Column, float] = {}
    for text, score, _ in process.extract(squeezed, list(_LONG), scorer=fuzz.ratio, limit=None):
        scores.setdefault(_LONG[text], score)
    best, second, *_ = sorted(scores, key=lambda column: -scores[column])
    sure = scores[best] >= ALIKE and scores[best] - scores[second] >= APART
    return best if sure else None


def find(table: Table, mapping: Mapping[Column, str]) -> Layout:
    """The headings of the table. Raises Unreadable with what is missing or unclear."""
    wanted = {squeeze(text): column for column, text in mapping.items()}
    index = heading_row(table, wanted)
    if index is None:
        raise Unreadable(Finding("no_table"))
    layout = _layout(table, index, wanted)
    problems = [*_unmapped(layout, mapping), *_missing(layout, index), *_twice(table, layout)]
    if problems:
        raise Unreadable(*problems)
    return layout


def heading_row(table: Table, wanted: Mapping[str, Column]) -> int | None:
    """The index of the row that names most columns; None where no row looks like headings."""
    scores = {i: _score(table.anchored(i), wanted) for i in _searched(table)}
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    return best if best is not None and scores[best] else None


def likeness(table: Table, mapping: Mapping[Column, str]) -> int:
    """How many columns of a plan the best row names; 0 for a table of another kind."""
    wanted = {squeeze(text): column for column, text in mapping.items()}
    return max((_score(table.anchored(i), wanted) for i in _searched(table)), default=0)


def _searched(table: Table) -> range:
    return range(min(len(table.rows), ROWS_SEARCHED))


def _score(cells: tuple[Cell, ...], wanted: Mapping[str, Column]) -> int:
    found = [wanted.get(squeeze(cell.text)) or meaning(cell.text) for cell in cells]
    named = {key for key in found if isinstance(key, Column)}
    telling = named & {Column.MEASURE, Column.EXECUTORS, Column.DEADLINE}
    return len(named) if telling and len(named) >= 2 else 0


def _layout(table: Table, index: int, wanted: Mapping[str, Column]) -> Layout:
    rows = _heading_rows(table, index)
    columns: dict[Key, list[int]] = {}
    unknown: dict[Cell, None] = {}
    for j in range(len(table.rows[index])):
        stack = [table.rows[i][j] for i in rows if table.rows[i][j].text]
        key = _key(stack, wanted)
        if key is not None:
            columns.setdefault(key, []).append(j)
        elif stack:
            unknown[stack[0]] = None
    _unnamed_number(table, rows[-1] + 1, columns)
    texts = [cell.text for i in rows for cell in table.anchored(i)]
    return Layout(
        columns={key: tuple(places) for key, places in columns.items()},
        labels={j: " ".join(_label(table, rows, j).split()) for j in range(len(table.rows[index]))},
        heading_rows=rows,
        body=rows[-1] + 1,
        language=Counter(map(language_of, texts)).most_common(1)[0][0],
        unit=_unit(texts),
        unknown=tuple(unknown),
    )


def _heading_rows(table: Table, index: int) -> tuple[int, ...]:
    """The heading row, and those below it that its merged cells cover or that split its costs."""
    last = max(cell.row + cell.rows - 2 for cell in table.anchored(index))
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
    keys = [wanted.get(squeeze(cell.text)) or meaning(cell.text) for cell in stack]
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


def _unit(texts: list[str]) -> Decimal:
    """How many million tenge one unit of the costs columns is; the heading says, else one."""
    costs = [fold(clean(text)) for text in texts if meaning(text) == Column.COSTS]
    if any(THOUSAND.search(text) for text in costs):
        return Decimal("0.001")
    return Decimal(1000) if any(BILLION.search(text) for text in costs) else Decimal(1)


def _unmapped(layout: Layout, mapping: Mapping[Column, str]) -> Iterator[Finding]:
    for column, text in mapping.items():
        if column not in layout.columns:
            yield Finding("map_not_found", facts={"heading": text, "field": column.value})


def _missing(layout: Layout, index: int) -> Iterator[Finding]:
    unread = "; ".join(f"«{' '.join(cell.text.split())}»" for cell in layout.unknown) or "—"
    for column in REQUIRED:
        if column not in layout.columns:
            facts = {"field": column.value, "example": HEADINGS[column]["ru"][0], "unread": unread}
            first = layout.unknown[0].column if layout.unknown else None
            yield Finding("missing_column", index + 1, first, facts)


def _twice(table: Table, layout: Layout) -> Iterator[Finding]:
    """Two headings with one meaning; a merged heading over several columns is one heading."""
    top = table.rows[layout.heading_rows[0]]
    for key, places in layout.columns.items():
        cells = {top[j] for j in places if not isinstance(key, int)}
        if len(cells) > 1 and key not in (Column.IGNORED, Column.TOTAL):
            names = " / ".join(layout.labels[j] for j in places)
            facts = {"field": str(key), "headings": names}
            yield Finding("ambiguous_column", layout.heading_rows[0] + 1, places[-1] + 1, facts)
