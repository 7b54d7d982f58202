"""The tables of a publication: a row for each measure, and one for each report owed.

Codes stay the same in every language; what stands beside them is in the reader's. Days are ISO.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publications.public_words import said, words
from publications.rules import reading
from publications.rules.tables import Cell, written

Document = Mapping[str, Any]
Row = Mapping[str, Any]
# Names of the columns, with what the page of the data says of them.
MEASURES: Final = {
    "measure_id": _("key of the measure, the same in every publication"),
    "number": _("number in the plan; numbers may begin anew in each section"),
    "section": _("section of the plan"),
    "title": _("measure, as the act has it"),
    "completion_form": _("completion form"),
    "lead": _("code of the body that leads; empty where a group of bodies leads"),
    "executors": _("all executors, the lead first as in the act"),
    "deadline": _("deadline as written in the act"),
    "deadline_kind": _("how the deadline runs: once, recurring, continuous, event, undecided"),
    "state": _("on_control, removed, struck or lapsed"),
    "state_words": _("the same in words"),
    "state_on": _("day of leaving control"),
    "status": _("status of the measure: the gravest of what is owed on it"),
    "status_words": _("the same in words"),
    "next_due_on": _("next date"),
    "reports_owed": _("reports owed in all"),
    "reports_done": _("of these fulfilled"),
    "reports_overdue": _("of these overdue"),
    "document_kind": _("kind of the completion document against which it left control"),
    "document_number": _("its number"),
    "document_on": _("its date"),
    "directions": _("keys of the Concept’s directions that it serves"),
    "tasks": _("keys of the Concept’s tasks that it serves"),
    "public_text": _("what the coordinating body writes about it"),
}
OBLIGATIONS: Final = {
    "measure_id": _("key of the measure, the same in every publication"),
    "number": _("number in the plan; numbers may begin anew in each section"),
    "agency": _("code of the body"),
    "agency_name": _("its name"),
    "role": _("lead or co (co-executor)"),
    "by_agreement": _("1: the body takes part by agreement"),
    "deadline_kind": _("how the deadline runs: once, recurring, continuous, event, undecided"),
    "period": _("quarter of continuous work, for example 2009Q2"),
    "due_on": _("date in force"),
    "done_on": _("day on which the fulfilling report was handed in"),
    "status": _("status of the report owed"),
    "status_words": _("the same in words"),
}


def measures(document: Document) -> bytes:
    return written(list(MEASURES), (_measure(row) for row in document["measures"]))


def obligations(document: Document) -> bytes:
    rows = {row["id"]: row for row in document["measures"]}
    bodies = document["bodies"]
    told = (_obligation(one, rows[one["measure"]], bodies) for one in document["obligations"])
    return written(list(OBLIGATIONS), told)


def _measure(row: Row) -> list[Cell]:
    counts, paper = row["counts"], row["document"] or {}
    lead = next((one["agency"] for one in row["executors"] if one["role"] == "lead"), None)
    summary = (row["texts"] or {}).get("summary")
    return list(
        {
            "measure_id": row["id"],
            "number": row["number"],
            "section": said(row["section"]),
            "title": said(row["title"]),
            "completion_form": said(row["completion_form"]),
            "lead": lead,
            "executors": "; ".join(said(one["short"]) for one in row["executors"]),
            "deadline": said(row["deadline"]),
            "deadline_kind": row["deadline_kind"],
            "state": row["state"],
            "state_words": words(row["state"], "state"),
            "state_on": row["state_on"],
            "status": row["status"],
            "status_words": words(row["status"], "status"),
            "next_due_on": row["next_due_on"],
            "reports_owed": sum(counts.values()),
            "reports_done": counts["done"] + counts["done_late"],
            "reports_overdue": counts["overdue"],
            "document_kind": paper.get("kind"),
            "document_number": paper.get("number"),
            "document_on": paper.get("on"),
            "directions": " ".join(row["directions"]),
            "tasks": " ".join(row["tasks"]),
            "public_text": said(summary),
        }.values()
    )


def _obligation(one: Row, row: Row, bodies: Mapping[str, Row]) -> list[Cell]:
    language = (get_language() or "ru")[:2]
    return [
        one["measure"],
        row["number"],
        one["agency"],
        reading.said(bodies[one["agency"]]["name"], language),
        one["role"],
        int(one["by_agreement"]),
        one["kind"],
        one["period"],
        one["due_on"],
        one["done_on"],
        one["status"],
        words(one["status"], "status"),
    ]
