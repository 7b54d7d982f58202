"""A phrase taken apart at its commas and joining words: what of it can be read by itself."""

import re
from collections.abc import Iterator
from typing import Final

from .suggested import MOST, Asked, Suggestion, again

_MOST_PARTS: Final = 8
_JOINT: Final = re.compile(
    r"\s*[,;]\s*(?:далее|затем|впоследствии|then|одан әрі)?\s*"
    r"|\s+(?:и|а также|далее|затем|және|сондай-ақ|and|then)\s+",
    re.IGNORECASE,
)


def by_parts(asked: Asked) -> Iterator[Suggestion]:
    """The longest runs of parts that can be read, and all of them together."""
    found = list(_parts(asked))[: MOST - 1]
    yield from found
    if len(found) > 1:
        days = {day for one in found for day in one.dates}
        yield Suggestion("all_parts", tuple(sorted(days)))


def _parts(asked: Asked) -> Iterator[Suggestion]:
    ends = [(found.start(), found.end()) for found in _JOINT.finditer(asked.phrase)]
    starts = [0, *(after for _, after in ends)][:_MOST_PARTS]
    stops = [*(before for before, _ in ends), len(asked.phrase)][:_MOST_PARTS]
    taken: list[tuple[int, int]] = []
    for length in range(len(starts), 0, -1):
        for first in range(len(starts) - length + 1):
            run = (starts[first], stops[first + length - 1])
            if any(run[0] < stop and start < run[1] for start, stop in taken):
                continue
            words = asked.phrase[slice(*run)]
            if read_so := list(again(asked, words, "part", words)):
                taken.append(run)
                yield from read_so


_NAMES_ANOTHER: Final = re.compile(
    r"установлен|определ|предусмотр|указан|белгілен|айқындал|көзделген|\b(?:set|defined) (?:by|in)",
    re.IGNORECASE,
)


def unread(asked: Asked) -> Iterator[Suggestion]:
    """Strange words beside a date that can be read: not where they name another document."""
    if not _NAMES_ANOTHER.search(asked.phrase):
        yield from by_parts(asked)
