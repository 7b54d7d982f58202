"""The chapters in words as paper and spreadsheets draw them, without the marks of the site."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from reports.draw.model import Paragraph, Section
from reports.draw.narrative import Chapter, narrative

Document = Mapping[str, Any]


def sections(document: Document) -> tuple[Section, ...]:
    """In the active language; a chapter that is not written in it says in which it is."""
    language = (get_language() or "ru")[:2]
    return tuple(_section(chapter, language) for chapter in narrative(document))


def _section(chapter: Chapter, language: str) -> Section:
    return Section(
        code=chapter.code,
        title=chapter.title,
        paragraphs=tuple(_paragraphs(chapter, language)),
        authors=" ".join(chapter.notes),
    )


def _paragraphs(chapter: Chapter, language: str) -> Iterable[Paragraph]:
    if chapter.missing:
        yield Paragraph(chapter.missing, language)
    for one in chapter.passages:
        yield Paragraph(one.text, language, heading=one.heading, item=one.item)
