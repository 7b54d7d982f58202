"""From the frozen content to an outline in one language, which every format draws alike."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.draw import order, wording
from reports.draw.choosing import chosen
from reports.draw.in_force import plan_in_force
from reports.draw.model import Outline
from reports.draw.narrative import narrative
from reports.draw.pictures import pictures
from reports.draw.sections import sections
from reports.draw.summary import summary
from reports.rules.canonical import digest

Document = Mapping[str, Any]


def outline(document: Document, language: str, sections: Sequence[str] | None = None) -> Outline:
    """`document` is what reports.gather made; `language` ru, kk or en; `sections` None: all, or
    those that a cut names."""
    with translation.override(language):
        return chosen(_outline(document, language), document, sections)


def _outline(document: Document, language: str) -> Outline:
    made = order.made(document)
    return Outline(
        language=language,
        title=_("Report on the execution of the action plan"),
        subtitle=capfirst(wording.quarter(document["round"]["label"])),
        approval=_approval(document),
        facts=_facts(document),
        warning=_warning(document),
        summary_title=_("Summary"),
        summary=tuple(summary(document)),
        pictures=pictures(document),
        tables=order.chosen(made, order.UPRIGHT),
        wide_tables=order.chosen(made, order.WIDE),
        sheets=order.chosen(made, order.SHEETS),
        pages=order.chosen(made, order.PAGES),
        imprint=_imprint(document),
        page_of=_("Page %(page)s of %(pages)s"),
        author=_body(document, document["plan"]["coordinator"], "name"),
        made_at=datetime.fromisoformat(document["compiled_at"]),
        sections=sections(document),
        narrative=narrative(document),
    )


def _body(document: Document, code: str, field: str) -> str:
    return wording.reads(document["bodies"][code][field])


def _approval(document: Document) -> tuple[str, ...]:
    year = document["round"]["coordinator_due_on"][:4]
    return (
        _("Approved by"),
        _("Head of the coordinating body"),
        _body(document, document["plan"]["coordinator"], "name"),
        "____________________ / ____________________",
        _("(signature, full name)"),
        _("“____” ______________ %(year)s") % {"year": year},
    )


def _facts(document: Document) -> tuple[tuple[str, str], ...]:
    plan, round_ = document["plan"], document["round"]
    span = _("%(first)s – %(last)s")
    said = [
        (_("Concept"), wording.reads(plan["concept"])),
        (_("Action plan"), wording.reads(plan["title"])),
        (_("Approved"), _act(plan["approved_by"], plan["approved_on"])),
        (
            _("Amended"),
            "; ".join(_act(one["act"], one["adopted_on"]) for one in plan["amendments"]),
        ),
        (
            _("Period"),
            span % {"first": _long(round_["starts_on"]), "last": _long(round_["ends_on"])},
        ),
        (_("Executors report by"), _long(round_["executors_due_on"])),
        (_("Coordinating body reports by"), _long(round_["coordinator_due_on"])),
        (_("State as of"), _long(document["as_of"])),
        (_("Plan in force"), plan_in_force(document)),
        (_("Edition"), str(document["edition"])),
    ]
    return tuple((label, value) for label, value in said if value)


def _act(act: str, on: str | None) -> str:
    return ", ".join(part for part in (wording.clean(act), _long(on) if on else "") if part)


def _long(iso: str) -> str:
    return wording.long(date.fromisoformat(iso))


def _warning(document: Document) -> str:
    if not document["plan"]["is_illustrative"]:
        return ""
    return _("The plan is an illustration, not the official act.")


def _imprint(document: Document) -> str:
    return _("Edition %(edition)s · state as of %(day)s · SHA-256 of the content %(sha256)s") % {
        "edition": document["edition"],
        "day": wording.short(date.fromisoformat(document["as_of"])),
        "sha256": digest(document),
    }
