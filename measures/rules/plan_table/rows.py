"""What each row of the table is: a measure, a section, column numbers, a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .grid import Cell, Table
from .headings import Key, Layout
from .wording import ABBREVIATIONS_ROW, NOTE_ROW, TOTAL_ROW, Column, squeeze

NUMBER = re.compile(r"(?:\d+|[IVXІХ]+)(?:[.\-/]\d+)*[а-яёәa-z]?(?:-\d+)?", re.IGNORECASE)


class RowKind(StrEnum):
    BLANK = "blank"
    HEADINGS = "headings"  # repeated, as at the top of a new page
    COLUMN_NUMBERS = "column_numbers"
    SECTION = "section"
    MEASURE = "measure"
    MORE = "more"  # goes on with the measure above
    TOTAL = "total"
    NOTE = "note"


@dataclass(frozen=True)
class Row:
    kind: RowKind
    index: int
    text: str = ""  # of a section, a note or a total


def bare_number(text: str) -> str:
    """«28.» and «28)» are 28; the rest stays as written."""
    return " ".join(text.split()).rstrip(".) ")


def classify(table: Table, layout: Layout) -> Iterator[Row]:
    """Every row below the headings, in order."""
    after_note = False
    for index in range(layout.body, len(table.rows)):
        row = _Reader(table, layout, index).row()
        after_note = row.kind == RowKind.NOTE or (after_note and row.kind == RowKind.SECTION)
        yield Row(RowKind.NOTE, index, row.text) if after_note else row


class _Reader:
    """One row seen in its table: answers are in the order in which `row` asks them."""

    def __init__(self, table: Table, layout: Layout, index: int) -> None:
        self.table, self.layout, self.index = table, layout, index
        self.cells = table.anchored(index)
        self.number = self._place(Column.NUMBER)
        self.measure = self._place(Column.MEASURE)

    def row(self) -> Row:
        kind = self._kind()
        said = " ".join(cell.text.strip() for cell in self.cells)
        has_text = kind in (RowKind.SECTION, RowKind.NOTE, RowKind.TOTAL)
        return Row(kind, self.index, said if has_text else "")

    def _kind(self) -> RowKind:
        if not self.cells:
            return RowKind.BLANK
        if self._counts_columns():
            return RowKind.COLUMN_NUMBERS
        if self._repeats_headings():
            return RowKind.HEADINGS
        if self._is_total():
            return RowKind.TOTAL
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

    def _lone(self, cell: Cell) -> RowKind:
        """One cell alone: a sub-heading or a note, unless it goes on with the row above."""
        if NOTE_ROW.match(squeeze(cell.text)) or ABBREVIATIONS_ROW.match(cell.text):
            return RowKind.NOTE
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


def is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(bare_number(text)))
