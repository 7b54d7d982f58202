"""Comma-separated values that a spreadsheet opens well and runs nothing of."""

import re
from typing import Final

BOM: Final = "\ufeff"  # a spreadsheet takes the file for UTF-8 by it
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection), also behind blanks and
# signs that nobody sees, which programs leave out when they read.
_UNSEEN: Final = r"\s\x00-\x1f\u200b-\u200f\u2060-\u2064\ufeff"
_FORMULA: Final = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[=+\-@＝＋－＠﹦﹢﹣﹫]")


def harmless(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe before it.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("7.1")
    ("'=1+1", "' @SUM(A1)", '7.1')
    """
    return f"'{text}" if begins_a_formula(text) else text


def begins_a_formula(text: str) -> bool:
    """Would a spreadsheet run it, were it typed into a cell?"""
    return _FORMULA.match(text) is not None
