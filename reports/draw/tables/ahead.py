"""What was fulfilled in the period, what is due next and what is at risk of it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.draw import labels, wording
from reports.draw.model import Column, Kind, Table
from reports.draw.tables.common import Document, body, document_line, head, head_columns


def completed(document: Document) -> Table:
    return Table(
        code="completed",
        title=_("Fulfilled in the period"),
        columns=(
            *head_columns(),
            Column(_("Body"), 2),
            Column(_("Due"), 1.5, Kind.DAY),
            Column(_("Handed in"), 1.5, Kind.DAY),
            Column(_("Accepted"), 1.5, Kind.DAY),
            Column(_("State of execution"), 2),
            Column(_("Completion document"), 3),
            Column(_("Files"), 2.4),
        ),
        rows=[
            (
                *head(row),
                body(document, row["agency"]),
                wording.day(row["due_on"]),
                wording.day(row["done_on"]),
                wording.day(row["accepted_on"]),
                _claimed(row),
                document_line(row["document"]),
                wording.clean(", ".join(row["evidence"])),
            )
            for row in document["completed"]
        ],
        note=_(
            "Reports accepted as fulfilment in the period, or owed in it and accepted since. An "
            "empty document: the body named none."
        ),
        empty=_("Nothing was fulfilled in the period."),
    )


def _claimed(row: Document) -> str:
    said = [labels.claim(row["claim"]) if row["claim"] else "", _("late") if row["late"] else ""]
    return ", ".join(filter(None, said))


def ahead(document: Document) -> Table:
    """All that is due until the next close."""
    return _ahead(document, "ahead", _("Due in the next period"), only_at_risk=False)


def at_risk(document: Document) -> Table:
    """Only what may become late: paper has no room for all that is due."""
    return _ahead(document, "at_risk", _("At risk in the next period"), only_at_risk=True)


def _ahead(document: Document, code: str, title: str, *, only_at_risk: bool) -> Table:
    found = [row for row in document["ahead"] if row["risks"] or not only_at_risk]
    said = ahead_words(document)
    return Table(
        code=code,
        title=title,
        columns=(
            *head_columns(),
            Column(_("Body"), 2),
            Column(_("Due"), 1.5, Kind.DAY),
            Column(_("Days left"), 1.2, Kind.NUMBER),
            Column(_("Status"), 1.8),
            Column(_("More time asked for"), 1.6),
            Column(_("Times put off"), 1.4, Kind.NUMBER),
            Column(_("Why at risk"), 3),
        ),
        rows=[
            (
                *head(row),
                body(document, row["agency"]),
                wording.day(row["due_on"]),
                row["days_left"],
                labels.statuses()[row["status"]],
                _("yes") if row["time_asked"] else "",
                row["extensions"],
                ", ".join(labels.risk(code) for code in row["risks"]),
            )
            for row in found
        ],
        note=said,
        empty=said if document["ahead"] else _("Nothing is due in the next period."),
    )


def ahead_words(document: Document) -> str:
    """How many are due until which day, and how many of them are at risk."""
    rows = document["ahead"]
    last = date.fromisoformat(document["round"]["ahead"][1])
    return ngettext(
        "%(count)s report is due by %(day)s; at risk: %(risky)s.",
        "%(count)s reports are due by %(day)s; at risk: %(risky)s.",
        len(rows),
    ) % {
        "count": wording.number(len(rows)),
        "day": wording.long(last),
        "risky": wording.number(sum(bool(row["risks"]) for row in rows)),
    }
