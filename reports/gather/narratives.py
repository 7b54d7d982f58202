"""The part of the content document that tells in words: what is ready, and who wrote what."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch

from agencies.translated import ORDER
from reports.gather.plain import texts as in_languages
from reports.models import (
    NarrativeSection,
    NarrativeSource,
    NarrativeText,
    ReportingRound,
    SectionKind,
)
from reports.rules.narratives import Told, with_origins, without

Part = dict[str, Any]


def narrative(round_: ReportingRound, as_of: date) -> list[Part]:
    """The sections of a round's report in order; three statements.

    Each is {"code", "title", "texts", "authors", "later"}. `title` by language, or null where the
    report itself names the section by its code. `texts` by language: paragraphs parted by "\\n", ""
    where no text is ready. `authors` has an item for each paragraph: {"language", "paragraph" (from
    0), "kind" ("plan": the plan's wording, "report": an executor's, "own": the coordinating
    body's), "changed" (by the coordinating body), "reports": [{"entry", "agency", "short", "role",
    "number", "accepted_on"}]}; no names of people. `later`: by language, how many paragraphs are
    left out because they come from reports accepted after `as_of`.

    Only texts that are marked as ready are told. They are the coordinating body's words at the
    time of compilation: what it wrote itself has no day.
    """
    rows = NarrativeSection.objects.filter(round=round_, left_out=False)
    ready = NarrativeText.objects.filter(ready_at__isnull=False).prefetch_related(
        Prefetch("sources", NarrativeSource.objects.select_related("agency"))
    )
    sections = rows.select_related("direction").prefetch_related(Prefetch("texts", ready))
    return [_section(row, as_of) for row in sections.order_by("position", "id")]


def _section(section: NarrativeSection, as_of: date) -> Part:
    texts = sorted(section.texts.all(), key=lambda text: ORDER.index(text.language))
    told = {text.language: _told(text, as_of) for text in texts}
    return {
        "code": section.code,
        "title": _title(section),
        "texts": {code: _joined(told.get(code, [])) for code in ORDER},
        "authors": [one for text in texts for one in _authors(text, told[text.language])],
        "later": {text.language: _left_out(text, told[text.language]) for text in texts},
    }


def _title(section: NarrativeSection) -> dict[str, str] | None:
    if section.direction:
        return in_languages(vars(section.direction), "text")
    return in_languages(vars(section), "title") if section.kind == SectionKind.OWN else None


def _all(text: NarrativeText) -> list[Told]:
    return with_origins(text.text, text.origins)


def _told(text: NarrativeText, as_of: date) -> list[Told]:
    later = frozenset(row.entry_id for row in text.sources.all() if row.accepted_on > as_of)
    return without(_all(text), later)


def _left_out(text: NarrativeText, told: list[Told]) -> int:
    return len(_all(text)) - len(told)


def _joined(told: Iterable[Told]) -> str:
    return "\n".join(one.text for one in told)


def _authors(text: NarrativeText, told: Iterable[Told]) -> list[Part]:
    sources = {row.entry_id: row for row in text.sources.all()}
    return [
        {
            "language": text.language,
            "paragraph": at,
            "kind": kind_of(one),
            "changed": one.is_changed,
            "reports": [_report(sources, entry) for entry in one.entries if entry in sources],
        }
        for at, one in enumerate(told)
    ]


def kind_of(one: Told) -> str:
    if not one.origins:
        return "own"
    return "plan" if one.is_heading else "report"


def _report(sources: Mapping[int, NarrativeSource], entry: int) -> Part:
    row = sources[entry]
    return {
        "entry": entry,
        "agency": row.agency.code,
        "short": in_languages(vars(row.agency), "short"),
        "role": row.role,
        "number": row.number,
        "accepted_on": row.accepted_on.isoformat(),
    }
