"""The rows of a content document beside those of the database that they are about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from measures.models import MeasureVersion, ObligationVersion
from reports.rules.rows import Line, MeasureLine, opened
from reports.rules.tracing import Disagreement

Document = Mapping[str, Any]
Known = dict[str, list[Any]]


def against_database(document: Document) -> list[Disagreement]:
    """Rows that are not what the database knows of that day; two statements.

    By the ids of obligations and measures: which there are, whose they are, their dates and how
    they stood. Measures that the document names as problems are in neither. What differs was
    written by a hand that keeps no history, or belongs to another database.
    """
    plan, day = document["plan"]["slug"], date.fromisoformat(document["as_of"])
    broken = {row["measure"] for row in document["problems"]}
    return [
        *_differing("rows.obligations", _obligations(document), _owed(plan, day, broken)),
        *_differing("rows.measures", _measures(document), _worded(plan, day, broken)),
    ]


def _differing(name: str, told: Known, known: Known) -> list[Disagreement]:
    return [
        Disagreement(f"{name}.{pk}", told.get(pk), known.get(pk))
        for pk in sorted({*told, *known}, key=int)
        if told.get(pk) != known.get(pk)
    ]


def _obligations(document: Document) -> Known:
    rows = opened(document["rows"]["obligations"], Line)
    return {
        str(one.id): [one.measure, one.agency, one.due_on, one.done_on, str(one.status)]
        for one in rows
    }


def _owed(plan: str, day: date, broken: set[int]) -> Known:
    rows = ObligationVersion.objects.in_force(day).owed().filter(measure__plan__slug=plan)
    columns = ("obligation_id", "measure_id", "agency__code", "due_on", "done_on", "status")
    told = rows.with_status(day).exclude(measure__in=broken).values_list(*columns)
    return {
        str(pk): [measure, agency, _iso(due_on), _iso(done_on), status]
        for pk, measure, agency, due_on, done_on, status in told.iterator(chunk_size=5000)
    }


def _measures(document: Document) -> Known:
    rows = opened(document["rows"]["measures"], MeasureLine)
    return {str(one.id): [one.number, bool(one.off), one.off_on] for one in rows}


def _worded(plan: str, day: date, broken: set[int]) -> Known:
    rows = MeasureVersion.objects.in_force(day).filter(measure__plan__slug=plan)
    told = rows.exclude(measure__in=broken).values_list("measure", "number", "state", "state_on")
    return {
        str(pk): [number, state != "on_control", _iso(on) if state != "on_control" else None]
        for pk, number, state, on in told
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
