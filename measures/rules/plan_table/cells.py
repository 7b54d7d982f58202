"""The cells of one measure, which may go over several rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from .grid import Cell, Table
from .headings import Layout
from .meanings import Key
from .wording import Column


@dataclass(frozen=True)
class Cells:
    """`indices`: the rows of the table that belong to the measure, zero-based."""

    table: Table
    layout: Layout
    indices: Sequence[int]

    def of(self, key: Key) -> list[Cell]:
        """Distinct cells with a text; one that begins in another column belongs to that one."""
        places = self.layout.columns.get(key, ())
        cells = (self.table.rows[i][j] for i in self.indices for j in places)
        own = (cell for cell in cells if cell.text.strip() and self._belongs(cell, places))
        return list(dict.fromkeys(own))

    def _belongs(self, cell: Cell, places: tuple[int, ...]) -> bool:
        begins = cell.column - 1
        taken = {j for columns in self.layout.columns.values() for j in columns}
        return begins in places or begins not in taken

    def text(self, key: Key) -> str:
        return "\n".join(cell.text.strip() for cell in self.of(key))

    @property
    def row(self) -> int:
        return self.indices[0] + 1

    def place(self, key: Key) -> tuple[int, int]:
        """Row and column, from 1, of the first cell, or of the place that is empty.

        Where there is no such column, the place of the measure.
        """
        for cell in self.of(key):
            return max(cell.row, self.row), cell.column
        columns = self.layout.columns
        return self.row, columns.get(key, columns[Column.MEASURE])[0] + 1
