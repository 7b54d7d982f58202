"""Comma-separated values that open well in a spreadsheet and run nothing there."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

BOM: Final = "\ufeff"  # a spreadsheet takes the file for UTF-8 by it
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | None


def written(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, CRLF as RFC 4180 has it; None is an empty cell."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(heading)
    table.writerows([_cell(one) for one in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def _cell(value: Cell) -> Cell:
    """Text that a spreadsheet would run gets an apostrophe before it.

    >>> _cell("=1+1"), _cell("7.1"), _cell(-2)
    ("'=1+1", '7.1', -2)
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
