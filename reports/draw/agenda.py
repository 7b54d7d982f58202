"""The agenda of a meeting: what is to be discussed, with whom, and room for what is decided."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.rules.risk import Risk
from measures.templatetags.board import RISK_WORDS
from reports.draw import wording
from reports.draw.model import Cell, Column, Table

Document = Mapping[str, Any]
Item = tuple[str, str, str, str]


def agenda(document: Document) -> Table:
    """Silent bodies, then what is overdue measure by measure, requests for time, what may slip."""
    items = [*_silent(document), *_overdue(document), *_asked(document), *_at_risk(document)]
    rows: list[tuple[Cell, ...]] = [
        (number, *item, "") for number, item in enumerate(items, start=1)
    ]
    return Table(
        code="agenda",
        title=_("To be discussed"),
        columns=(
            Column(_("No."), 0.8),
            Column(_("What it is about"), 2),
            Column(_("Measure"), 4),
            Column(_("Body"), 3),
            Column(_("How it stands"), 3),
            Column(_("Decided"), 3.5),
        ),
        rows=rows,
        empty=_("There is nothing to discuss: nobody is silent or late, and nobody asks for time."),
    )


def _body(document: Document, code: str) -> str:
    body = document["bodies"].get(code)
    return wording.reads(body["short"]) if body else code


def _measure(row: Document) -> str:
    return f"{wording.clean(row['number'])}. {wording.reads(row['title'])}"


def _silent(document: Document) -> Iterator[Item]:
    for row in document["silent"]:
        out = ngettext(
            "handed in nothing; %(count)s report past its day",
            "handed in nothing; %(count)s reports past their days",
            row["out"],
        )
        body = _body(document, row["agency"])
        yield _("Silent body"), "", body, out % {"count": wording.number(row["out"])}


def _overdue(document: Document) -> Iterator[Item]:
    """One item for a measure, whoever is late on it; the longest late first."""
    for rows in _by_measure(document["overdue"]):
        bodies = dict.fromkeys(_body(document, row["agency"]) for row in rows)
        days = max(row["days_late"] for row in rows)
        late = ngettext("up to %(count)s day late", "up to %(count)s days late", days)
        reasons = [_reason(document, row) for row in rows if row.get("reason")]
        told = "; ".join([late % {"count": wording.number(days)}, *reasons])
        yield _("Overdue"), _measure(rows[0]), ", ".join(bodies), told


def _reason(document: Document, row: Document) -> str:
    return f"{_body(document, row['agency'])}: {wording.clean(row['reason']['text'])}"


def _by_measure(rows: Iterable[Document]) -> list[list[Document]]:
    found: dict[Any, list[Document]] = {}
    for row in rows:
        found.setdefault((row["position"], row["number"]), []).append(row)
    return list(found.values())


def _asked(document: Document) -> Iterator[Item]:
    for row in document["extensions"]:
        if row["state"] != "requested":
            continue
        days = {
            "old": _day(row["old_due_on"]),
            "new": _day(row["proposed_on"]),
            "reason": wording.clean(row["reason"]),
        }
        told = _("from %(old)s to %(new)s: %(reason)s") % days
        yield _("Asks for more time"), _measure(row), _body(document, row["agency"]), told


def _day(iso: str | None) -> str:
    found = wording.day(iso)
    return wording.short(found) if found else "—"


def _at_risk(document: Document) -> Iterator[Item]:
    """One item for bodies that stand alike on a measure. Documents of schema 2 tell nothing."""
    found: dict[Any, list[Document]] = {}
    for row in document.get("ahead", ()):
        if row["risks"]:
            same = row["position"], row["number"], row["due_on"], tuple(row["risks"])
            found.setdefault(same, []).append(row)
    for rows in found.values():
        told = [_("due %(day)s") % {"day": _day(rows[0]["due_on"])}]
        told += [_risk(code) for code in rows[0]["risks"]]
        bodies = dict.fromkeys(_body(document, row["agency"]) for row in rows)
        yield _("At risk"), _measure(rows[0]), ", ".join(bodies), "; ".join(told)


def _risk(code: str) -> str:
    return str(RISK_WORDS[Risk(code)])
