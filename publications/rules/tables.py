"""Comma-separated values that open well in a spreadsheet and run nothing there."""

import csv
import io
from collections.abc import Iterable, Sequence

from measures.rules.csv_cells import BOM, harmless

Cell = str | int | None


def written(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, CRLF as RFC 4180 has it; None is an empty cell."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([harmless(one) for one in heading])
    table.writerows([_cell(one) for one in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def _cell(value: Cell) -> Cell:
    """Only text can be a formula.

    >>> _cell("=1+1"), _cell("7.1"), _cell(-2)
    ("'=1+1", '7.1', -2)
    """
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else value
