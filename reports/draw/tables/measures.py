"""The plan's own table, with what was reported and accepted."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.draw import labels, wording
from reports.draw.model import Cell, Column, Kind, Paragraph, Table
from reports.draw.tables.common import (
    Document,
    body,
    by_agreement,
    document_line,
    head,
    head_columns,
)

# A cell of a spreadsheet holds 32 767 characters; a longer text goes on in the next row.
SHEET_CELL = 32_000


def measures(document: Document, *, with_reports: bool) -> Table:
    """The plan's table with statuses; `with_reports` adds what was reported and accepted."""
    last = (Column(_("Accepted reports of the period"), 6),) if with_reports else ()
    return Table(
        code="measures",
        title=_("Execution of the measures"),
        columns=(
            Column(_("No."), 0.8),
            Column(_("Measure"), 3.6),
            Column(_("Completion form"), 2),
            Column(_("Executors"), 2.2),
            Column(_("Deadline"), 1.8),
            Column(_("Status"), 1.8),
            *last,
        ),
        rows=[
            (*_measure(row), *((_reports(document, row),) if with_reports else ()))
            for row in document["measures"]
        ],
        empty=_("The plan has no measures yet."),
    )


def _measure(row: Document) -> tuple[Cell, ...]:
    return (
        *head(row),
        wording.reads(row["completion_form"]),
        ", ".join(_executor(one) for one in row["executors"]),
        wording.reads(row["deadline"]),
        labels.statuses()[row["status"]],
    )


def _executor(row: Document) -> str:
    """The lead stands first as in the act; what else the act says of it stands in brackets."""
    marks = [by_agreement(row["by_agreement"])]
    marks += [labels.role(row["role"])] if row["role"] == "lead" else []
    marks += [_("consolidates")] if row["consolidates"] else []
    said = ", ".join(mark for mark in marks if mark)
    return f"{wording.reads(row['short'])} ({said})" if said else wording.reads(row["short"])


def _reports(document: Document, row: Document) -> list[Paragraph]:
    here = get_language() or "ru"
    found = []
    for report in row["accepted"]:
        found.append(Paragraph(_report_head(document, report), here, heading=True))
        if report["text"]:
            found.append(Paragraph(wording.clean(report["text"]), report["language"]))
        found += [Paragraph(line, here) for line in _behind(report)]
    return found


def _report_head(document: Document, report: Document) -> str:
    said = [
        body(document, report["agency"]),
        wording.short(_day(report)),
        labels.claim(report["claim"]),
    ]
    if report["language"] != get_language():
        said.append(labels.language(report["language"]))
    return " · ".join(said)


def _day(report: Document) -> date:
    return date.fromisoformat(report["submitted_on"])


def _behind(report: Document) -> list[str]:
    paper, files = document_line(report["document"]), ", ".join(report["evidence"])
    lines = [paper] if paper else []
    return lines + ([_("Files: %(names)s") % {"names": wording.clean(files)}] if files else [])


def accepted(document: Document) -> Table:
    """The same texts as rows of their own, for a spreadsheet."""
    return Table(
        code="accepted",
        title=_("Accepted reports of the period"),
        columns=(
            *head_columns(),
            Column(_("Body"), 2),
            Column(_("Handed in"), 1.5, Kind.DAY),
            Column(_("Accepted"), 1.5, Kind.DAY),
            Column(_("State of execution"), 2),
            Column(_("Language"), 1.5),
            Column(_("What was done"), 10),
            Column(_("Completion document"), 3),
            Column(_("Files"), 3),
        ),
        rows=[
            (
                *head(row),
                body(document, report["agency"]),
                _day(report),
                wording.day(report["accepted_on"]),
                labels.claim(report["claim"]),
                labels.language(report["language"]),
                text,
                document_line(report["document"]),
                wording.clean(", ".join(report["evidence"])),
            )
            for row in document["measures"]
            for report in row["accepted"]
            for text in _pieces(wording.clean(report["text"]))
        ],
        empty=_("No report of the period has been accepted yet."),
    )


def _pieces(text: str) -> list[str]:
    return [text[at : at + SHEET_CELL] for at in range(0, len(text), SHEET_CELL)] or [""]
