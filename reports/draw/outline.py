"""From the frozen content to an outline in one language, which every format draws alike."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.draw import tables, wording
from reports.draw.model import Outline, Table
from reports.draw.pictures import pictures
from reports.draw.sections import sections
from reports.rules.canonical import digest

Document = Mapping[str, Any]
UPRIGHT: Final = ("totals", "silent", "nil", "spending")
WIDE: Final = (
    "agencies",
    "directions",
    "overdue",
    "lateness",
    "extensions",
    "removed",
    "execution",
)
PAGES: Final = ("totals", "overdue", "lateness", "silent", "nil", "agencies", "directions")
SHEETS: Final = (
    "totals",
    "agencies",
    "directions",
    "overdue",
    "silent",
    "nil",
    "lateness",
    "extensions",
    "removed",
    "measures",
    "accepted",
    "spending",
)


def outline(document: Document, language: str) -> Outline:
    """`document` is what reports.gather made; `language` ru, kk or en."""
    with translation.override(language):
        return _outline(document, language)


def _outline(document: Document, language: str) -> Outline:
    made = _tables(document)
    return Outline(
        language=language,
        title=_("Report on the execution of the action plan"),
        subtitle=wording.quarter(document["round"]["label"]),
        approval=_approval(document),
        facts=_facts(document),
        warning=_warning(document),
        summary_title=_("Summary"),
        summary=tuple(_summary(document)),
        pictures=pictures(document),
        tables=tuple(made[code] for code in UPRIGHT),
        wide_tables=tuple(made[code] for code in WIDE),
        sheets=tuple(made[code] for code in SHEETS),
        pages=tuple(made[code] for code in PAGES),
        imprint=_imprint(document),
        page_of=_("Page %(page)s of %(pages)s"),
        author=_body(document, document["plan"]["coordinator"], "name"),
        made_at=datetime.fromisoformat(document["compiled_at"]),
        sections=sections(document),
    )


def _tables(document: Document) -> dict[str, Table]:
    """Every table by its code; "execution" is the measures with their reports beside them."""
    return {
        "totals": tables.totals(document),
        "agencies": tables.agencies(document),
        "directions": tables.directions(document),
        "overdue": tables.overdue(document),
        "silent": tables.silent(document),
        "nil": tables.nil_returns(document),
        "lateness": tables.lateness(document),
        "extensions": tables.extensions(document),
        "removed": tables.removed(document),
        "measures": tables.measures(document, with_reports=False),
        "accepted": tables.accepted(document),
        "spending": tables.spending(document),
        "execution": tables.measures(document, with_reports=True),
    }


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


def _summary(document: Document) -> list[str]:
    counts = document["totals"]["measures"]
    whole = sum(counts.values())
    done = counts["done"] + counts["done_late"] + counts["removed"]
    late, silent, nil = (len(document[part]) for part in ("overdue", "silent", "nil"))
    away = document.get("lateness", {}).get("total", {}).get("extended_away", 0)
    return [
        ngettext(
            "The plan has %(count)s measure; fulfilled or removed from control: %(done)s.",
            "The plan has %(count)s measures; fulfilled or removed from control: %(done)s.",
            whole,
        )
        % {"count": wording.number(whole), "done": wording.number(done)},
        ngettext("%(count)s report is overdue.", "%(count)s reports are overdue.", late)
        % {"count": wording.number(late)},
        ngettext(
            "Extensions took away %(count)s day of lateness.",
            "Extensions took away %(count)s days of lateness.",
            away,
        )
        % {"count": wording.number(away)},
        ngettext(
            "%(count)s body handed in nothing for the quarter.",
            "%(count)s bodies handed in nothing for the quarter.",
            silent,
        )
        % {"count": wording.number(silent)},
        ngettext(
            "%(count)s report says that there was nothing to report.",
            "%(count)s reports say that there was nothing to report.",
            nil,
        )
        % {"count": wording.number(nil)},
    ]


def _imprint(document: Document) -> str:
    return _("Edition %(edition)s · state as of %(day)s · SHA-256 of the content %(sha256)s") % {
        "edition": document["edition"],
        "day": wording.short(date.fromisoformat(document["as_of"])),
        "sha256": digest(document),
    }
