"""Comma-separated values, whatever the comma is: the delimiter that gives a plan wins."""

import csv
import io

from django.utils.translation import gettext as _

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.rules.plan_table.grid import Cell, Table, TooLarge, build
from measures.rules.plan_table.headings import likeness

DELIMITERS = ";,\t|"


def read(checked: Checked) -> list[Table]:
    """One table; rows are counted as a spreadsheet counts them. Raises Refused or TooLarge."""
    tables: list[Table] = []
    broken: csv.Error | TooLarge | None = None
    for delimiter in DELIMITERS:
        try:
            tables.append(_table(checked.text, delimiter))
        except (csv.Error, TooLarge) as error:
            broken = broken or error
    if not tables and isinstance(broken, TooLarge):
        raise broken
    if not tables:
        raise Refused(
            "damaged",
            _("The file is not a regular CSV: %(reason)s. Save it from the spreadsheet again.")
            % {"reason": broken},
        )
    return [max(tables, key=_fitness)]


def _fitness(table: Table) -> tuple[int, int]:
    return likeness(table), len(table.rows[0]) if table.rows else 0


def _table(text: str, delimiter: str) -> Table:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells = (
        Cell(value.strip(), i, j)
        for i, row in enumerate(lines, start=1)
        for j, value in enumerate(row, start=1)
        if value.strip()
    )
    return build(_("table %(number)d") % {"number": 1}, cells)
