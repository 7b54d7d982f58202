"""The sections in words, in the language that is active; what people wrote stays plain text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from agencies.models import Role
from agencies.translated import ORDER
from reports.draw import labels, wording

Document = Mapping[str, Any]
BULLETS: Final = ("- ", "– ", "— ", "• ")


@dataclass(frozen=True)
class Passage:
    """A paragraph; a `heading` is the number and wording of a measure, an `item` one of a list.

    `source`: in words, who wrote it; for the page, which marks each paragraph.
    """

    text: str
    heading: bool = False
    item: bool = False
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """A section to draw: a heading, `passages`, and below them in small letters `notes`.

    Where there is no text in the language `passages` are empty and `missing` says so.
    """

    code: str
    title: str
    passages: tuple[Passage, ...]
    missing: str
    notes: tuple[str, ...]


def narrative(document: Document) -> tuple[Chapter, ...]:
    """Sections with a text in any language, in order; editions of older schemas have none."""
    told = (one for one in document.get("narrative", ()) if any(one["texts"].values()))
    return tuple(_chapter(document, one) for one in told)


def _chapter(document: Document, section: Document) -> Chapter:
    language = (get_language() or "ru")[:2]
    lines = wording.clean(section["texts"].get(language, "")).split("\n")
    authors = {one["paragraph"]: one for one in section["authors"] if one["language"] == language}
    passages = [_passage(document, line, authors.get(at)) for at, line in enumerate(lines) if line]
    return Chapter(
        code=section["code"],
        title=_title(section),
        passages=tuple(passages),
        missing="" if passages else _missing(section),
        notes=tuple(_notes(document, section, authors.values(), language)) if passages else (),
    )


def _title(section: Document) -> str:
    return wording.reads(section["title"]) if section["title"] else title_of(section["code"])


def title_of(code: str) -> str:
    """Of a section that the report itself names; the code where it is not known."""
    return {
        "overview": _("Introduction"),
        "other": _("Measures outside the directions"),
        "overdue": _("Overdue measures and the reasons"),
        "conclusions": _("Conclusions and proposals"),
    }.get(code, code)


def _passage(document: Document, line: str, author: Document | None) -> Passage:
    bullet = next((mark for mark in BULLETS if line.startswith(mark)), "")
    return Passage(
        text=line.removeprefix(bullet).strip(),
        heading=author is not None and author["kind"] == "plan",
        item=bool(bullet),
        source=_source(document, author),
    )


def _source(document: Document, author: Document | None) -> str:
    """From a report of МВД (officer), measure 7.1, edited by МТСЗН."""
    if author is None or author["kind"] == "own":
        return _("written by %(body)s") % {"body": _coordinator(document)}
    if author["kind"] == "plan":
        return _("wording of the plan, edited") if author["changed"] else _("wording of the plan")
    said = {"reports": "; ".join(map(_report, author["reports"])), "body": _coordinator(document)}
    if author["changed"]:
        return _("from reports: %(reports)s; edited by %(body)s") % said
    return _("word for word from a report: %(reports)s") % said


def _report(one: Document) -> str:
    said = {"body": wording.reads(one["short"]), "number": wording.clean(one["number"])}
    if one["role"] in Role:
        said["role"] = str(Role(one["role"]).label)
        return _("%(body)s (%(role)s), measure %(number)s") % said
    return _("%(body)s, measure %(number)s") % said


def _coordinator(document: Document) -> str:
    return wording.reads(document["bodies"][document["plan"]["coordinator"]]["short"])


def _missing(section: Document) -> str:
    """Which language has it: a text in another one is not put in its place."""
    there = [labels.language(code) for code in ORDER if section["texts"].get(code)]
    return _("This section is written only %(languages)s.") % {"languages": ", ".join(there)}


def _notes(
    document: Document, section: Document, authors: Iterable[Document], language: str
) -> Iterable[str]:
    if bodies := _bodies(authors):
        yield _("Drawn up by %(body)s from accepted reports: %(reports)s.") % {
            "body": _coordinator(document),
            "reports": bodies,
        }
    else:
        yield _("Drawn up by %(body)s.") % {"body": _coordinator(document)}
    if later := section["later"].get(language):
        yield ngettext(
            "Left out: %(count)s paragraph from reports accepted after the day of this report.",
            "Left out: %(count)s paragraphs from reports accepted after the day of this report.",
            later,
        ) % {"count": wording.number(later)}


def _bodies(authors: Iterable[Document]) -> str:
    """МВД (7.1, 7.3), МИД (2): bodies and the measures that they reported on."""
    numbers: dict[str, dict[str, None]] = {}
    for author in authors:
        for one in author["reports"]:
            body = numbers.setdefault(wording.reads(one["short"]), {})
            body[wording.clean(one["number"])] = None
    parts = pgettext("a body and numbers of measures", "%(body)s (%(numbers)s)")
    return ", ".join(
        parts % {"body": body, "numbers": ", ".join(told)} for body, told in numbers.items()
    )
