"""A row of the plan as an act words it: what it consists of, and how two wordings differ."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

LANGUAGES: Final = ("ru", "kk", "en")
# In the order of the official table. Executors are lists of columns of the model, bodies by id.
PARTS: Final = (
    "section_id",
    "number",
    *(f"title_{code}" for code in LANGUAGES),
    *(f"completion_form_{code}" for code in LANGUAGES),
    "executors_text",
    "executors",
    *(f"deadline_{code}" for code in LANGUAGES),
    "costs",
    "funding_source",
)
Wording = dict[str, Any]


def wording_of(said: Mapping[str, Any]) -> Wording:
    """The part of a version's columns that an act decides; money spent is no wording.

    `said` is measures.services.versions.said_by, or the fields of a MeasureVersion.
    """
    deadline = said["deadline"]
    return {
        **{part: said[part] for part in PARTS if part in said},
        "executors": [_executor(one) for one in said["executors"]],
        **{f"deadline_{code}": deadline.get(f"text_{code}", "") for code in LANGUAGES},
        "costs": [
            {"year": one["year"], "source": one["source"], "planned": one["planned"]}
            for one in said["costs"]
        ],
    }


def _executor(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("agency_id", "group_id", "role", "by_agreement", "consolidates")
    return {name: one[name] for name in names}


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The parts that are not the same, in the order of the table; a part left out is empty."""
    return [part for part in PARTS if (old.get(part) or None) != (new.get(part) or None)]


def changes_dates(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether who owes what by when follows another wording."""
    return any(part == "executors" or "deadline" in part for part in differing(old, new))


@dataclass(frozen=True)
class Piece:
    """Words that stayed (kind "same"), went ("gone") or came ("new")."""

    kind: str
    text: str


_WORDS: Final = re.compile(r"\s+|[^\s]+")
_KINDS: Final = {"delete": ("gone",), "insert": ("new",), "replace": ("gone", "new")}


def marked(old: str, new: str) -> list[Piece]:
    """Two texts as one, word by word, with what went and what came; nothing is lost of either.

    >>> [(one.kind, one.text) for one in marked("до 1 июля", "до 1 мая")]
    [('same', 'до 1 '), ('gone', 'июля'), ('new', 'мая')]
    """
    return [Piece(kind, text) for kind, text in _pieces(old, new) if text]


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, came = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        if what == "equal":
            yield "same", gone
        else:
            yield from ((kind, gone if kind == "gone" else came) for kind in _KINDS[what])
