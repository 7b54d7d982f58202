"""Who is late, silent, asks for time; what left control."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from reports.draw import labels, wording
from reports.draw.model import Column, Kind, Table
from reports.draw.tables.common import (
    Document,
    body,
    by_agreement,
    document_line,
    head,
    head_columns,
)

REASON: Final = 300  # characters of it that a table shows


def silent(document: Document) -> Table:
    return Table(
        code="silent",
        title=_("Bodies that handed in nothing for the period"),
        columns=(
            Column(_("Body"), 6),
            Column(_("Takes part"), 2),
            Column(_("Reports past their date"), 2, Kind.NUMBER),
        ),
        rows=[
            (body(document, row["agency"], "name"), by_agreement(row["by_agreement"]), row["out"])
            for row in document["silent"]
        ],
        empty=_("Every body that owed a report handed in at least one."),
    )


def nil_returns(document: Document) -> Table:
    return Table(
        code="nil",
        title=_("Reports that there was nothing to report"),
        columns=(*head_columns(), Column(_("Body"), 2), Column(_("Handed in"), 1.6, Kind.DAY)),
        rows=[
            (*head(row), body(document, row["agency"]), wording.day(row["submitted_on"]))
            for row in document["nil"]
        ],
        empty=_("There were none."),
    )


def overdue(document: Document) -> Table:
    """Editions of schema 2 tell no reasons."""
    told = document["schema"] > 2
    reasons = (Column(_("Reason"), 4),) if told else ()
    return Table(
        code="overdue",
        title=_("Overdue"),
        columns=(
            *head_columns(),
            Column(_("Body"), 2),
            Column(_("Due"), 1.5, Kind.DAY),
            Column(_("First due"), 1.6, Kind.DAY),
            Column(_("Days late"), 1.4, Kind.NUMBER),
            Column(_("Times put off"), 1.7, Kind.NUMBER),
            *reasons,
        ),
        rows=[
            (
                *head(row),
                body(document, row["agency"]),
                wording.day(row["due_on"]),
                wording.day(row["first_due_on"]),
                row["days_late"],
                row["extensions"],
                *((_reason(row["reason"]),) if reasons else ()),
            )
            for row in document["overdue"]
        ],
        note=_("Reason: what the body wrote last, asking for more time or reporting.")
        if reasons
        else "",
        empty=_("Nothing is overdue."),
    )


def _reason(reason: Document | None) -> str:
    """The body's own last words, with their day; long ones are cut, the content has them whole."""
    if reason is None:
        return ""
    said = {
        "day": wording.short(date.fromisoformat(reason["on"])),
        "text": wording.brief(reason["text"], REASON),
    }
    if reason["from"] == "extension":
        return _("Asked for more time on %(day)s: %(text)s") % said
    return _("Report of %(day)s: %(text)s") % said


def lateness(document: Document) -> Table:
    """Editions made before this was told have none."""
    told = document.get("lateness", {"agencies": [], "total": {}})
    names = ("moved", "times", "late_before", "late", "extended_away")
    titles = (
        _("Reports with a moved date"),
        _("Times moved"),
        _("Days late by the first dates"),
        _("Days late by the dates in force"),
        _("Days of lateness extended away"),
    )
    return Table(
        code="lateness",
        title=_("Lateness and extensions"),
        columns=(Column(_("Body"), 4), *(Column(title, 2, Kind.NUMBER) for title in titles)),
        rows=[
            (body(document, row["agency"]), *(row[name] for name in names))
            for row in told["agencies"]
        ],
        total=(_("Total"), *(told["total"][name] for name in names)) if told["agencies"] else None,
        empty=_("No date was moved by an extension."),
    )


def extensions(document: Document) -> Table:
    days = (_("Date asked to move"), _("Proposed date"), _("New date"))
    return Table(
        code="extensions",
        title=_("Deadlines asked to be moved"),
        columns=(
            *head_columns(),
            Column(_("Body"), 1.8),
            *(Column(title, 2, Kind.DAY) for title in days),
            Column(_("Decision"), 2),
            Column(_("Act"), 2.4),
            Column(_("Reason"), 3.6),
        ),
        rows=[
            (
                *head(row),
                body(document, row["agency"]),
                *(wording.day(row[on]) for on in ("old_due_on", "proposed_on", "granted_on")),
                labels.decision(row["state"]),
                wording.clean(row["act"]),
                wording.clean(row["reason"]),
            )
            for row in document["extensions"]
        ],
        empty=_("No deadline was asked to be moved."),
    )


def removed(document: Document) -> Table:
    return Table(
        code="removed",
        title=_("Measures that left control"),
        columns=(
            *head_columns(),
            Column(_("Decision"), 2),
            Column(_("Since"), 1.6, Kind.DAY),
            Column(_("Completion document"), 3),
        ),
        rows=[
            (
                *head(row),
                labels.left_control(row["state"]),
                wording.day(row["on"]),
                document_line(row["document"]),
            )
            for row in document["removed"]
        ],
        empty=_("No measure left control in the period."),
    )
