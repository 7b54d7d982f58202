"""What a picture says to somebody who does not see it."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

Spec = dict[str, Any]
# Links of marks are written under this address, which never leaves drawing.py: Vega would put one
# of its own before a path.
PLACE: Final = "https://tracker.invalid"
LONGEST_LABEL: Final = 3  # lines


@dataclass(frozen=True)
class Words:
    """`title` names the picture; `description` says in a sentence or two what it shows."""

    title: str
    description: str = ""


def linked(path: str) -> str | None:
    """An address of this site (from "/") as a mark holds it; None for no link."""
    return f"{PLACE}{path}" if path.startswith("/") and not path.startswith("//") else None


def lines(text: str, width: int, most: int = LONGEST_LABEL) -> list[str]:
    """`text` in at most `most` lines of about `width` letters; an ellipsis for the rest."""
    return wrap(text, width, max_lines=most, placeholder=" …", break_long_words=False) or [""]
