"""A list as comma-separated values: as Excel opens them in an office, and as programs read them.

A byte order mark and semicolons, for that is how Excel reads text in Russian and Kazakh; days and
moments in ISO 8601. No cell becomes a formula: what begins like one is led by an apostrophe
(rules.csv_cells).
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils import timezone, translation

from measures.exporting.lists.model import ROWS_AT_ONCE, Cell, Listing
from measures.rules.csv_cells import BOM, harmless


class _Line:
    """What csv writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def lines(listing: Listing) -> Iterator[str]:
    """The file in pieces, with its head; in the language that is active now, whichever is active
    when somebody takes them."""
    language = translation.get_language()
    write: Callable[[Any], Any] = csv.writer(_Line(), delimiter=";").writerow
    cells = [column.cell for column in listing.columns]
    head = write([harmless(str(column.title)) for column in listing.columns])
    return _pieces(f"{BOM}{head}", listing, cells, write, language)


def _pieces(
    head: str,
    listing: Listing,
    cells: list[Callable[[Any], Cell]],
    write: Callable[[Any], Any],
    language: str | None,
) -> Iterator[str]:
    yield head
    rows = iter(listing.rows)
    while True:
        with translation.override(language):
            piece = "".join(
                write([_text(cell(row)) for cell in cells]) for row in islice(rows, ROWS_AT_ONCE)
            )
        if not piece:
            return
        yield piece


def _text(value: Cell) -> str:
    """Only text can be a formula: a figure below nought is a figure."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case bool() | int() | float():
            return str(value)
        case Decimal():
            return f"{value:f}"
    return harmless(str(value))  # words in the reader's language come as a promise of a text
