"""How the pages name sections, and mark each paragraph of a text with who wrote it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from measures.rules.two_texts import compared
from measures.rules.wording import Piece
from reports.draw.narrative import title_of
from reports.gather.narratives import kind_of
from reports.models import NarrativeSection, NarrativeSource, NarrativeText
from reports.rules.narratives import Told, with_origins


def section_title(section: NarrativeSection) -> str:
    """In the active language; where the Concept or the author has none in it, in another."""
    if section.direction:
        return str(section.direction.text)
    return str(section.title) or title_of(section.code)


@dataclass(frozen=True)
class Marked:
    """A paragraph with `kind` "own", "plan" or "report", and the reports that it comes from.

    `pieces` tell what the coordinating body changed in it, [] for nothing. `changed`: did it?
    """

    text: str
    kind: str
    sources: list[NarrativeSource]
    pieces: list[Piece]
    changed: bool = False


@dataclass(frozen=True)
class Written:
    """How many paragraphs are whose; `bodies` with the numbers of the measures they reported on."""

    paragraphs: int
    own: int
    kept: int
    edited: int
    bodies: list[tuple[str, list[str]]]

    @classmethod
    def of(cls, paragraphs: Sequence[Marked]) -> Self:
        reported = [one for one in paragraphs if one.kind == "report"]
        numbers: dict[str, dict[str, None]] = {}
        for source in (source for one in reported for source in one.sources):
            numbers.setdefault(source.agency.short, {})[source.number] = None
        edited = sum(one.changed for one in reported)
        return cls(
            paragraphs=len(paragraphs),
            own=sum(one.kind == "own" for one in paragraphs),
            kept=len(reported) - edited,
            edited=edited,
            bodies=[(body, list(told)) for body, told in numbers.items()],
        )


def marked(text: NarrativeText, sources: Iterable[NarrativeSource]) -> list[Marked]:
    """`sources` of the text, with their agencies at hand; no statement."""
    by_entry = {row.entry_id: row for row in sources}
    return [_marked(one, by_entry) for one in with_origins(text.text, text.origins)]


def _marked(one: Told, by_entry: dict[int, NarrativeSource]) -> Marked:
    drafted = "\n".join(origin.text for origin in one.origins)
    return Marked(
        text=one.text,
        kind=kind_of(one),
        sources=[by_entry[entry] for entry in one.entries if entry in by_entry],
        pieces=compared(drafted, one.text) if one.is_changed else [],
        changed=one.is_changed,
    )
