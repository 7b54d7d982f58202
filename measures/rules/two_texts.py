"""Two versions of one report beside each other: where they differ, and both as one text."""

import re
from difflib import SequenceMatcher
from typing import Final

from measures.rules.wording import Piece

# A word keeps the space before it. The spaces alone, by which `wording` tells short titles apart,
# are all alike, and two texts of ten pages would be compared for seconds.
_ENDS: Final = re.compile(r"(?<=\S)(?=\s)")
# Signs of both together; longer ones are shown beside each other and not compared.
LONGEST_COMPARED: Final = 40_000


def compared(theirs: str, mine: str) -> list[Piece]:
    """Word by word: "gone" stands in theirs alone, "new" in mine alone. [] for what is too long.

    >>> [(one.kind, one.text) for one in compared("Принят закон", "Принят указ")]
    [('same', 'Принят'), ('gone', ' закон'), ('new', ' указ')]
    """
    if len(theirs) + len(mine) > LONGEST_COMPARED:
        return []
    before, after = _ENDS.split(theirs.rstrip()), _ENDS.split(mine.rstrip())
    found: list[Piece] = []
    matcher = SequenceMatcher(None, before, after)  # words that are everywhere lead nowhere
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, came = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        told = [("same", gone)] if what == "equal" else [("gone", gone), ("new", came)]
        found += [Piece(kind, text) for kind, text in told if text]
    return found


def joined(first: str, second: str) -> str:
    """Both texts, a blank line between them; one that the other holds is not repeated."""
    one, other = first.strip(), second.strip()
    if not other or other in one:
        return one
    return other if one in other else f"{one}\n\n{other}"
