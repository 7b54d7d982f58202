"""Comma-separated values that a spreadsheet opens well and runs nothing of."""

from typing import Final

BOM: Final = "\ufeff"  # a spreadsheet takes the file for UTF-8 by it
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe before it.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("7.1")
    ("'=1+1", "' @SUM(A1)", '7.1')
    """
    return f"'{text}" if begins_a_formula(text) else text


def begins_a_formula(text: str) -> bool:
    """Would a spreadsheet run it, were it typed into a cell?"""
    return text.lstrip(" ").startswith(FORMULA)
