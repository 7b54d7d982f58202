"""Outgoing numbers of documents: proposed from those given before, compared without blanks."""

import re
from collections.abc import Sequence

LAST_DIGITS = re.compile(r"[0-9]+(?=[^0-9]*$)")


def plain_number(typed: str) -> str:
    """
    >>> plain_number("  12-3 /  45 ")
    '12-3 / 45'
    """
    return " ".join(typed.split())


def next_number(given: Sequence[str]) -> str:
    """The newest of `given` (newest first) counted on by one in its last digits; of the first
    number of a year "1". Numbers that are taken already are passed over.

    >>> next_number(["12-3/09", "12-3/08"])
    '12-3/10'
    >>> next_number([])
    '1'
    """
    proposed = _counted_on(given[0]) if given else "1"
    while proposed in given:
        proposed = _counted_on(proposed)
    return proposed


def _counted_on(number: str) -> str:
    """Zeros in front are kept; a number without digits gets one."""
    found = LAST_DIGITS.search(number)
    if found is None:
        return f"{number}-1"
    following = str(int(found[0]) + 1).zfill(len(found[0]))
    return number[: found.start()] + following + number[found.end() :]
