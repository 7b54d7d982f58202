"""Text as people paste it from an office suite, made plain without changing a word."""

import re
from typing import Final

# What no document can hold, and the line breaks of others: Word's (\v), old systems' (\r).
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")


def plain_text(text: str) -> str:
    r"""Line ends of one kind, no control characters; tabs, quotes and dashes stay as they are.

    >>> plain_text("Принят\r\nзакон\x0b№ 5\x00")
    'Принят\nзакон\n№ 5'
    """
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))
