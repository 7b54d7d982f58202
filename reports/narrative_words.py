"""How the pages name sections, and mark each paragraph of a text with who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass

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

    `pieces` tell what the coordinating body changed in it, [] for nothing.
    """

    text: str
    kind: str
    sources: list[NarrativeSource]
    pieces: list[Piece]


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
    )
