"""A cell as people read it, for formats that hold text only."""

from datetime import date
from decimal import Decimal

from reports.draw import wording
from reports.draw.model import Cell


def is_number(value: Cell) -> bool:
    return isinstance(value, int | Decimal)


def said(value: Cell) -> str:
    """Text of one value in the active language; "" for none, paragraphs one under another."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return wording.short(value)
    if isinstance(value, int | Decimal):
        return wording.number(value)
    return "\n".join(piece.text for piece in value)
