"""Tables and pictures of a report's outline as a page shows them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from measures.pictures import Picture, picture
from reports.draw import wording
from reports.draw.cells import is_number, said
from reports.draw.model import Cell, Table
from reports.models import FileFormat, ReportFile

register = template.Library()
# A narrow screen shows a row as a card of so many lines; a wider table is scrolled instead.
CARD_LINES = 10
FORMATS = FileFormat.values
register.filter("quarter", wording.quarter)


@register.inclusion_tag("reports/_table.html")
def outline_table(table: Table, shown: int) -> dict[str, Any]:
    """The first `shown` rows; a list with cells (label, text, number or not) for each."""
    return {
        "table": table,
        "rows": [_row(table, row) for row in table.rows[:shown]],
        "wide": len(table.columns) > CARD_LINES,
        "total": _row(table, table.total) if table.total else None,
        "left_out": max(0, len(table.rows) - shown),
    }


@register.simple_tag
def outline_picture(made: Picture, number: int) -> SafeString:
    """ "" where it cannot be drawn; the tables tell the same."""
    return picture(made, name=f"picture-{number}")


@register.simple_tag
def files_by_language(files: Iterable[ReportFile]) -> list[tuple[str, list[ReportFile]]]:
    """(language, its files as people ask for them), the reader's first; "" stands for all, last."""
    own, found = get_language(), defaultdict[str, list[ReportFile]](list)
    for file in sorted(files, key=lambda file: FORMATS.index(file.format)):
        found[file.language].append(file)
    return sorted(found.items(), key=lambda one: (not one[0], one[0] != own, one[0] == "en"))


def _row(table: Table, row: tuple[Cell, ...]) -> list[tuple[str, str, bool]]:
    return [
        (column.title, said(value), is_number(value))
        for column, value in zip(table.columns, row, strict=True)
    ]
