"""The board as a table of comma-separated values, row by row: as Excel opens it in an office.

A byte order mark and semicolons, for that is how Excel reads text in Russian and Kazakh. No cell
becomes a formula: what begins like one is led by an apostrophe (rules.csv_cells).
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from measures.queries.then import with_wording
from measures.rules.csv_cells import BOM, harmless
from measures.rules.lateness import days_late
from measures.templatetags.tracker import STATUS_WORDS

ROWS_AT_ONCE = 500


class _Line:
    """What csv writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def board_lines(rows: Any, day: date, *, past: bool) -> Iterator[str]:
    """Lines of the file, with the head; `rows` as queries.board.listed gives them. One statement
    for each 2000 rows, and of a day in the past five more for each ROWS_AT_ONCE."""
    writer = csv.writer(_Line(), delimiter=";")
    yield BOM + str(writer.writerow(_head()))
    told = rows.iterator(chunk_size=2000)
    while some := list(islice(told, ROWS_AT_ONCE)):
        for row in with_wording(some, day, past=past):
            yield str(writer.writerow([harmless(cell) for cell in _cells(row, day)]))


def _head() -> list[str]:
    return [
        _("Plan"), _("Number"), _("Measure"), _("Agency"), _("Role"), _("Due on"),
        _("First due on"), _("Status"), _("Days late"), _("Handed in on"),
    ]  # fmt: skip


def _cells(row: Any, day: date) -> Iterable[str]:
    measure = row.measure
    late = 0 if row.kind == "continuous" else days_late(row.due_on, row.done_on, day)
    return (
        measure.plan.title,
        measure.number,
        " ".join(measure.title.split()),
        row.agency.short,
        str(row.get_role_display()),
        _iso(row.due_on),
        _iso(row.first_due_on),
        str(STATUS_WORDS[row.status]),
        str(late or ""),
        _iso(row.done_on),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
