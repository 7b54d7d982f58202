"""Figures of two reports beside each other."""

from decimal import Decimal
from typing import Any

from django import template

from reports.draw.cells import said
from reports.draw.model import Cell, Table

register = template.Library()


@register.inclusion_tag("reports/_compared_figures.html")
def compared_figures(table: Table) -> dict[str, Any]:
    """Rows where something stands on either side; the change with its sign."""
    told = [row for row in table.rows if any(row[1:3])]
    return {
        "table": table,
        "rows": [(said(row[0]), _cells(row)) for row in told],
        "total": (said(table.total[0]), _cells(table.total)) if table.total else None,
    }


def _cells(row: tuple[Cell, ...]) -> list[tuple[str, str]]:
    return [(said(row[1]) or "—", ""), (said(row[2]) or "—", ""), _change(row[3])]


def _change(value: Cell) -> tuple[str, str]:
    if not isinstance(value, int | Decimal):
        return "—", ""
    if value == 0:
        return "0", "quiet"
    return (f"+{said(value)}" if value > 0 else f"−{said(-value)}"), "changed"
