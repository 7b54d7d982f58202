"""A section of a report as paragraphs, each remembering which texts it comes from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

# Half of the words of the shorter of two paragraphs, and three of them at least.
SHARE_KEPT: Final = 0.5
WORDS_KEPT: Final = 3
SHORTEST_WORD: Final = 3  # letters; «и», «на», «of» tell nothing
_WORD: Final = re.compile(rf"\w{{{SHORTEST_WORD},}}")


@dataclass(frozen=True)
class Origin:
    """Where a paragraph comes from: an accepted report, or (`entry` None) the plan's own wording.

    `measure` and `entry` are ids, `text` the paragraph as it was drafted.
    """

    measure: int
    text: str
    entry: int | None = None

    @property
    def is_heading(self) -> bool:
        return self.entry is None


@dataclass(frozen=True)
class Told:
    """A paragraph; without origins it is the coordinating body's own."""

    text: str
    origins: tuple[Origin, ...] = ()

    @property
    def is_heading(self) -> bool:
        """The wording of the plan above the reports on a measure, whoever edited it."""
        return bool(self.origins) and all(one.is_heading for one in self.origins)

    @property
    def is_changed(self) -> bool:
        """Does it say something else than what it comes from?"""
        return [one.text for one in self.origins] not in ([], [self.text])

    @property
    def entries(self) -> list[int]:
        return [one.entry for one in self.origins if one.entry is not None]


def paragraphs(text: str) -> list[str]:
    r"""Every line that is not empty is a paragraph.

    >>> paragraphs("Принят закон.\n\n  Изданы приказы.  \n")
    ['Принят закон.', 'Изданы приказы.']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


def written(told: Iterable[Told]) -> str:
    """As an editor sees it: a blank line between paragraphs."""
    return "\n\n".join(one.text for one in told)


def with_origins(text: str, origins: Sequence[Sequence[Mapping[str, Any]]]) -> list[Told]:
    """The paragraphs of a stored text with its stored origins, one list for each."""
    lines = paragraphs(text)
    return [
        Told(line, tuple(Origin(**one) for one in kept))
        for line, kept in zip(lines, [*origins, *([()] * len(lines))], strict=False)
    ]


def plain_origins(told: Iterable[Told]) -> list[list[dict[str, Any]]]:
    return [[vars(origin) for origin in one.origins] for one in told]


def carried(before: Sequence[Told], text: str, originals: Iterable[Told] = ()) -> list[Told]:
    """An edited text, each paragraph with the origins of what it was before.

    A paragraph that was left alone or moved keeps them. One that was changed, parted or put
    together from several keeps those whose words it still holds. `originals`: paragraphs as they
    were drafted; one that comes back word for word, from a clipboard, is known again.
    """
    after = paragraphs(text)
    stayed = _stayed([one.text for one in before], after)
    left = [one for at, one in enumerate(before) if at not in set(stayed.values())]
    word_for_word = {one.text: one.origins for one in [*originals, *before]}
    return [
        Told(line, before[stayed[at]].origins if at in stayed else _from(line, left, word_for_word))
        for at, line in enumerate(after)
    ]


def _stayed(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Places after → before of the paragraphs that stand as they stood."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.b + n: block.a + n for block in blocks for n in range(block.size)}


def _from(
    line: str, left: Iterable[Told], word_for_word: Mapping[str, tuple[Origin, ...]]
) -> tuple[Origin, ...]:
    if line in word_for_word:
        return word_for_word[line]
    words = _words(line)
    found = [origin for one in left if _holds(words, _words(one.text)) for origin in one.origins]
    return tuple(dict.fromkeys(found))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _holds(words: frozenset[str], earlier: frozenset[str]) -> bool:
    common = len(words & earlier)
    fewer = min(len(words), len(earlier))
    return common >= min(WORDS_KEPT, fewer) > 0 and common >= SHARE_KEPT * fewer


def with_added(before: Sequence[Told], more: Iterable[Told]) -> list[Told]:
    """New paragraphs below those on the same measure, else at the end; nothing is changed.

    A heading is added only where its measure has none yet.
    """
    found = list(before)
    for one in more:
        measure = one.origins[0].measure
        places = [at for at, other in enumerate(found) if _is_on(other, measure)]
        if not (one.is_heading and places):
            found.insert(places[-1] + 1 if places else len(found), one)
    return found


def _is_on(one: Told, measure: int) -> bool:
    return any(origin.measure == measure for origin in one.origins)


def without(told: Sequence[Told], entries: frozenset[int]) -> list[Told]:
    """Without the paragraphs that come from these reports, and headings with nothing left below."""
    return [one for part in _parts(told) for one in _part_without(part, entries)]


def _parts(told: Iterable[Told]) -> Iterator[list[Told]]:
    """Each heading with what stands below it."""
    part: list[Told] = []
    for one in told:
        if one.is_heading and part:
            yield part
            part = []
        part.append(one)
    yield part


def _part_without(part: Sequence[Told], entries: frozenset[int]) -> list[Told]:
    kept = [one for one in part if not entries.intersection(one.entries)]
    emptied = len(kept) < len(part) and all(one.is_heading for one in kept)
    return [] if emptied else kept
