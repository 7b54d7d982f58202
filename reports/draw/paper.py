"""What of an outline is read page by page (DOCX, PDF, HTML), and in which order.

The tables that go through the whole plan stand after the signature, as annexes. A page is for
reading: a table is cut after `MOST_ROWS`, which it says, and the spreadsheet holds all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.draw import wording
from reports.draw.model import Outline, Table

ANNEXES: Final = ("measures", "accepted", "rows")
MOST_ROWS: Final = 1_000  # a table of them fills about 150 pages


SHORT: Final = (14, 1_500)  # rows, and characters in them, that have room on half a page


@dataclass(frozen=True)
class Paper:
    """Tables upright, across, and after the signature; none is longer than MOST_ROWS."""

    upright: tuple[Table, ...]
    across: tuple[Table, ...]
    annexes: tuple[Table, ...]


def paper(plan: Outline) -> Paper:
    """In the active language."""
    across = [table for table in plan.wide_tables if table.code not in ANNEXES]
    annexes = [table for table in plan.wide_tables if table.code in ANNEXES]
    return Paper(_cut(plan.tables), _cut(across), _cut(_numbered(annexes)))


def _numbered(annexes: Iterable[Table]) -> list[Table]:
    title = _("Annex %(number)s. %(title)s")
    return [
        replace(table, title=title % {"number": number, "title": table.title})
        for number, table in enumerate(annexes, start=1)
    ]


def _cut(tables: Iterable[Table]) -> tuple[Table, ...]:
    return tuple(cut(table) for table in tables)


def is_short(table: Table) -> bool:
    """Stands on one page whole: three years are not parted, nor is a total from its figures."""
    rows, signs = SHORT
    cells = [value for row in table.rows[: rows + 1] for value in row]
    if len(table.rows) > rows or any(isinstance(value, list) for value in cells):
        return False
    return sum(len(value) for value in cells if isinstance(value, str)) <= signs


def cut(table: Table) -> Table:
    """Not longer than MOST_ROWS; its note says how many rows there are, and where."""
    whole = len(table.rows)
    if whole <= MOST_ROWS:
        return table
    said = ngettext(
        "The first %(shown)s of %(count)s row. All of them stand in the XLSX and CSV files of "
        "this edition.",
        "The first %(shown)s of %(count)s rows. All of them stand in the XLSX and CSV files of "
        "this edition.",
        whole,
    ) % {"shown": wording.number(MOST_ROWS), "count": wording.number(whole)}
    note = f"{table.note} {said}".strip()
    return replace(table, rows=table.rows[:MOST_ROWS], note=note)
