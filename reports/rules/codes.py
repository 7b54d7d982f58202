"""The code of verification: the beginning of a SHA-256, as people type, paste and scan it."""

import re
from typing import Final

CODE: Final = re.compile(r"[0-9a-f]{20}|[0-9a-f]{64}")
ADDRESS: Final = re.compile(r"/verify/([^/?#]+)")
# Cyrillic letters that look like hexadecimal digits, typed from paper.
LOOK_ALIKE: Final = str.maketrans("авсеАВСЕ", "abceabce")


def code_in(typed: str) -> str:
    """20 digits (of a content) or 64 (of a file or a content); "" for anything else.

    Blanks and hyphens between the digits, capitals, and the whole address are understood.

    >>> code_in("0123 4567-89AB cdef 0123")
    '0123456789abcdef0123'
    >>> code_in("https://tracker.example/verify/0123456789abcdef0123/")
    '0123456789abcdef0123'
    """
    inside = ADDRESS.search(typed)
    told = inside[1] if inside else typed
    bare = re.sub(r"[\s\-\u2010-\u2015]", "", told).translate(LOOK_ALIKE).lower()
    return bare if CODE.fullmatch(bare) else ""


def grouped(code: str) -> str:
    """For reading aloud and typing: fours.

    >>> grouped("0123456789abcdef0123")
    '0123 4567 89ab cdef 0123'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
