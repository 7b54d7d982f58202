"""PDF: from its first byte to its last and nothing else, and without programs that can be seen."""

import re
from typing import Final

from measures.rules.files.kinds import Limits, Unsafe, Why
from measures.rules.files.markup import ends_as_an_archive, holds_markup

END: Final = b"%%EOF"
TAIL: Final = 1024  # readers look for the end in so many last bytes; scanners of paper add a few


def _spelled(word: str) -> str:
    """A letter of a name may be written by its number: /J#61vaScript is /JavaScript."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word)


_PROGRAMS: Final = re.compile(
    f"/(?:{'|'.join(map(_spelled, ('JavaScript', 'Launch', 'RichMedia')))})(?![A-Za-z])".encode()
)


def look_at_pdf(content: bytes, limits: Limits) -> bool:
    """Whether it holds scripts or starts something. What lies in packed objects is not seen: that
    is left to the scanner. Raises Unsafe."""
    if not content.startswith(b"%PDF-"):
        raise Unsafe(Why.TWO_KINDS)
    end = content.rfind(END)
    if end < 0:
        raise Unsafe(Why.DAMAGED)
    tail = content[end + len(END) :]
    if len(tail) > TAIL or b"<" in tail or holds_markup(content) or ends_as_an_archive(content):
        raise Unsafe(Why.TWO_KINDS)
    return bool(_PROGRAMS.search(content))
