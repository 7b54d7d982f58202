"""What each row of the table is: a measure, a section, column numbers, a note."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .abbreviations import pairs_of
from .amendments import is_struck
from .grid import Cell, Table
from .headings import Layout
from .meanings import Key
from .wording import ABBREVIATIONS_ROW, NOTE_ROW, TOTAL_ROW, Column, squeeze

NUMBER = re.compile(
    r"(?:\d+|[IVXLІХ]+)(?:[.\-/](?:\d+|[IVXІХ]+))*[.)]?[а-яёәa-z]?(?:-\d+)?|[а-яёәa-z]",
    re.IGNORECASE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_INSERTED = re.compile(r"(?<=\d)([⁰¹²³⁴-⁹]+)")
_RAISED_SIGNS = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_OF_NOTE = 3  # cells in a row of abbreviations: short name, dash, full name


class RowKind(StrEnum):
    BLANK = "blank"
    HEADINGS = "headings"  # repeated, as at the top of a new page
    COLUMN_NUMBERS = "column_numbers"
    SECTION = "section"
    MEASURE = "measure"
    MORE = "more"  # goes on with the measure above
    TOTAL = "total"
    NOTE = "note"
    STRUCK = "struck"  # taken out of the plan by a later act


@dataclass(frozen=True)
class Row:
    kind: RowKind
    index: int
    text: str = ""  # of a section, a note or a total


def bare_number(text: str) -> str:
    """«28.» and «28)» are 28, a raised 1 after 7 is the inserted 7-1; the rest stays as written."""
    plain = _INSERTED.sub(lambda found: "-" + found[1].translate(_RAISED), " ".join(text.split()))
    return plain.rstrip(".) ")


def classify(table: Table, layout: Layout) -> list[Row]:
    """Every row below the headings, in order. Below the last measure a note goes on to the end."""
    rows = [_Reader(table, layout, i).row() for i in range(layout.body, len(table.rows))]
    pairs = {row.index: text for row in rows if (text := _pair(table, layout, row))}
    measures = (at for at, row in enumerate(rows) if _is_measure(row, pairs))
    last = max(measures, default=-1)
    after_note = False
    for at, row in enumerate(rows):
        after_note = at > last and (after_note or row.kind == RowKind.NOTE)
        if after_note and row.kind in _MAY_BE_NOTE:
            text = pairs.get(row.index) or _said(table, row.index)
            rows[at] = replace(row, kind=RowKind.NOTE, text=text)
    return rows


_MAY_BE_NOTE = (RowKind.SECTION, RowKind.MORE, RowKind.MEASURE)


def _is_measure(row: Row, pairs: Mapping[int, str]) -> bool:
    return row.kind == RowKind.MEASURE and row.index not in pairs


def _pair(table: Table, layout: Layout, row: Row) -> str:
    """«МТСЗН | Министерство труда» below a note: an abbreviation in place of the number."""
    place = table.rows[row.index][layout.columns[Column.NUMBER][0]]
    cells = [cell for cell in table.anchored(row.index) if not _is_dash(cell.text)]
    if row.kind != RowKind.MEASURE or len(cells) != 2 or cells[0] != place or is_number(place.text):
        return ""
    text = " – ".join(" ".join(cell.text.split()) for cell in cells)
    return text if pairs_of([text]) else ""


def _said(table: Table, index: int) -> str:
    return " ".join(cell.text.strip() for cell in table.anchored(index))


class _Reader:
    """One row seen in its table: answers are in the order in which `row` asks them."""

    def __init__(self, table: Table, layout: Layout, index: int) -> None:
        self.table, self.layout, self.index = table, layout, index
        self.cells = table.anchored(index)
        self.number = self._place(Column.NUMBER)
        self.measure = self._place(Column.MEASURE)

    def row(self) -> Row:
        kind = self._kind()
        has_text = kind in (RowKind.SECTION, RowKind.NOTE, RowKind.TOTAL, RowKind.STRUCK)
        return Row(kind, self.index, _said(self.table, self.index) if has_text else "")

    def _kind(self) -> RowKind:
        if not self.cells:
            return RowKind.BLANK
        if self._counts_columns():
            return RowKind.COLUMN_NUMBERS
        if self._repeats_headings():
            return RowKind.HEADINGS
        if self._is_total():
            return RowKind.TOTAL
        if self._is_struck():
            return RowKind.STRUCK
        if self._is_note():
            return RowKind.NOTE
        if len(self.cells) == 1:
            return self._lone(self.cells[0])
        return self._full()

    def _place(self, key: Key) -> Cell:
        return self.table.rows[self.index][self.layout.columns[key][0]]

    def _counts_columns(self) -> bool:
        texts = [squeeze(cell.text) for cell in self.cells]
        return len(texts) >= 3 and texts == [str(n) for n in range(1, len(texts) + 1)]

    def _repeats_headings(self) -> bool:
        top = self.layout.heading_rows
        known = {squeeze(cell.text) for i in top for cell in self.table.anchored(i)}
        same = [squeeze(cell.text) in known for cell in self.cells]
        return len(same) >= 2 and all(same)

    def _is_total(self) -> bool:
        first = squeeze(self.cells[0].text)
        return bool(TOTAL_ROW.match(first)) and not is_number(self.number.text)

    def _is_struck(self) -> bool:
        """The text that says so stands alone, beside the number, or in every cell."""
        rest = [cell for cell in self.cells if cell != self.number or not is_number(cell.text)]
        return (
            bool(rest)
            and all(is_struck(cell.text) or _is_dash(cell.text) for cell in rest)
            and any(is_struck(cell.text) for cell in rest)
        )

    def _is_note(self) -> bool:
        """«Примечание: …», or an abbreviation, its dash and its full name in cells of their own."""
        first = self.cells[0].text
        if is_number(first) or len(self.cells) > MOST_OF_NOTE:
            return False
        begins = bool(NOTE_ROW.match(squeeze(first))) or first[:1] in _RAISED_SIGNS
        return begins or bool(ABBREVIATIONS_ROW.match(_said(self.table, self.index)))

    def _lone(self, cell: Cell) -> RowKind:
        """One cell alone: a sub-heading, unless it goes on with the row above."""
        if self._goes_on():
            return RowKind.MORE
        wide = cell.columns * 2 >= self._width()
        if wide or cell in (self.number, self.measure) or cell.column == 1:
            return RowKind.MEASURE if is_number(cell.text) else RowKind.SECTION
        return RowKind.MORE

    def _full(self) -> RowKind:
        if self._goes_on():
            return RowKind.MORE
        if self._numbered_section():
            return RowKind.SECTION
        if not self.number.text and not self.measure.text:
            return RowKind.MORE
        return RowKind.MEASURE

    def _goes_on(self) -> bool:
        """The number and the measure are merged with the row above, or broken over a page."""
        number_above = self.number.row <= self.index or not self.number.text
        measure_above = self.measure.row <= self.index or not self.measure.text
        if number_above and measure_above:
            return bool(self.number.text or self.measure.text)
        return not self.number.text and self.measure.text[:1].islower()

    def _numbered_section(self) -> bool:
        """«1. | Law-making», with nothing else: merged to the end, or with 1.1 below it."""
        if len(self.cells) != 2 or self.cells != (self.number, self.measure):
            return False
        last = self.measure.column + self.measure.columns - 1
        return last >= self._width() or self._next_number().startswith(
            bare_number(self.number.text) + "."
        )

    def _next_number(self) -> str:
        place = self.layout.columns[Column.NUMBER][0]
        below = (row[place].text for row in self.table.rows[self.index + 1 :])
        return next((text for text in below if text), "")

    def _width(self) -> int:
        return 1 + max(place for places in self.layout.columns.values() for place in places)


def _is_dash(text: str) -> bool:
    return not any(letter.isalnum() for letter in text)


def is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(bare_number(text)))
