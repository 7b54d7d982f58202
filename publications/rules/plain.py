"""What plain JSON values hold as text."""

import re
from collections.abc import Iterator
from typing import Any, Final

# What XML 1.0 has no place for, so that a feed with it is no feed: a line break of a word
# processor (vertical tab), what a copied cell brings along.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def strings(value: Any) -> Iterator[str]:
    """Every text in it, at whatever depth; keys are ours and are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in strings(each))


def printable(value: Any) -> Any:
    """The same with a space for each sign that cannot be printed; lines and tabs stay.

    >>> printable({"title": ["one\\x0btwo", 3, "a\\nb"]})
    {'title': ['one two', 3, 'a\\nb']}
    """
    if isinstance(value, str):
        return _UNSEEN.sub(" ", value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [printable(each) for each in value]
    return value
