"""Chapters of words: what executors reported and the coordinator edited, in the active language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports.draw import wording
from reports.draw.model import Paragraph, Section

Document = Mapping[str, Any]


def sections(document: Document) -> tuple[Section, ...]:
    """One for each text that was written; editions made before there were any have none."""
    told = (_section(row) for row in document.get("narrative", ()))
    return tuple(section for section in told if section.paragraphs)


def _section(row: Document) -> Section:
    language, text = wording.language_of(row["texts"]), wording.reads(row["texts"])
    lines = (line.strip() for line in text.split("\n"))
    return Section(
        code=str(row["code"]),
        title=wording.reads(row["title"] or {}) or _("What was done in the quarter"),
        paragraphs=tuple(Paragraph(line, language) for line in lines if line),
        authors=_authors(row.get("authors", ())),
    )


def _authors(names: Sequence[Any]) -> str:
    said = ", ".join(filter(None, (_name(one) for one in names)))
    return _("Text: %(names)s") % {"names": said} if said else ""


def _name(one: Any) -> str:
    """A name as it stands, or by language, or of a row that has one."""
    if isinstance(one, str):
        return wording.clean(one)
    if isinstance(one, Mapping):
        name = one.get("name", one)
        return wording.reads(name) if isinstance(name, Mapping) else wording.clean(str(name))
    return ""
