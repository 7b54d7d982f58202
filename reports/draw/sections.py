"""Chapters of words: what executors reported and the coordinator edited, in the active language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.draw import wording
from reports.draw.model import Paragraph, Section

Document = Mapping[str, Any]


def sections(document: Document) -> tuple[Section, ...]:
    """One for each text that was written; editions made before there were any have none.

    A chapter not written in this language is shown in the first one that has it.
    """
    told = (_section(row) for row in document.get("narrative", ()))
    return tuple(section for section in told if section.paragraphs)


def _section(row: Document) -> Section:
    language = wording.language_of(row["texts"])
    authors = [one for one in row.get("authors", ()) if one["language"] == language]
    heads = {one["paragraph"] for one in authors if one["kind"] == "plan"}
    lines = enumerate(row["texts"].get(language, "").split("\n"))
    cleaned = [(at, wording.clean(line)) for at, line in lines]
    return Section(
        code=row["code"],
        title=wording.reads(row["title"] or {}) or _title(row["code"]),
        paragraphs=tuple(
            Paragraph(line, language, heading=at in heads) for at, line in cleaned if line
        ),
        authors=_authors(authors),
    )


def _title(code: str) -> str:
    """Of the chapters that the report itself names."""
    known = {
        "overview": _("Introduction"),
        "other": _("Measures outside the directions"),
        "overdue": _("Overdue measures and the reasons"),
        "conclusions": _("Conclusions and proposals"),
    }
    return known.get(code) or _("What was done in the quarter")


def _authors(paragraphs: Iterable[Document]) -> str:
    """In a line: whose accepted reports the chapter was made of, and what was done to them."""
    told = list(paragraphs)
    names = dict.fromkeys(
        wording.reads(report["short"]) for one in told for report in one["reports"]
    )
    said = [_("From the accepted reports of: %(names)s.") % {"names": ", ".join(names)}]
    if any(one["changed"] for one in told):
        said.append(_("Edited by the coordinating body."))
    if any(one["kind"] == "own" for one in told):
        said.append(_("Partly the coordinating body’s own words."))
    return " ".join(said if names else said[1:])
