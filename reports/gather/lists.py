"""Rows of the document's lists: each about one obligation or one paper on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from measures.rules.lateness import Status
from measures.rules.risk import risks_of
from reports.gather.lines import accepted_day, decision, fulfilling, is_told, verdict_of
from reports.gather.owed import Owed
from reports.gather.period import Period
from reports.gather.plain import Row, iso, texts
from reports.rules.rows import Line

Part = dict[str, Any]


def head_of(row: Row) -> Part:
    return {
        "measure": row["id"],
        "position": row["position"],
        "number": row["number"],
        "title": texts(row, "title"),
    }


def overdue(one: Owed, head: Part, day: date) -> list[Part]:
    """What is past its day and not handed in; with the last words on it of whoever owes it."""
    if one.status != Status.OVERDUE:
        return []
    return [
        {
            **head,
            "obligation": one.id,
            "agency": one.agency,
            "by_agreement": one.by_agreement,
            "due_on": iso(one.due_on),
            "first_due_on": iso(one.first_due_on),
            "days_late": one.days_late(day),
            "extensions": len(one.granted(day)),
            "reason": _reason(one),
        }
    ]


def _reason(one: Owed) -> Part | None:
    """Of the last request for more time, or the text of the last report, whichever came later.

    `from` "extension" or "report"; a request does not say its language. None where nothing was
    said: a reason is never made up.
    """
    reports = [row for row in one.reports if row["text"]]
    asked = one.extensions[-1] if one.extensions else None
    report = reports[-1] if reports else None
    if asked and (not report or asked["requested_on"] >= report["submitted_on"]):
        return _said("extension", asked["requested_on"], "", asked["reason"])
    if report:
        return _said("report", report["submitted_on"], report["language"], report["text"])
    return None


def _said(source: str, on: date, language: str, text: str) -> Part:
    return {"from": source, "on": on.isoformat(), "language": language, "text": text}


def extensions(one: Owed, head: Part, period: Period) -> list[Part]:
    """Asked for or decided in the round, and those that still wait for a decision."""
    return [
        {**head, "obligation": one.id, "agency": one.agency, **_extension(ask, period.day)}
        for ask in one.extensions
        if is_told(ask, period)
    ]


def _extension(ask: Row, day: date) -> Part:
    state = decision(ask, day)
    waits = state == "requested"
    return {
        "state": state,
        "old_due_on": iso(ask["old_due_on"]),
        "proposed_on": iso(ask["proposed_on"]),
        "granted_on": None if waits else iso(ask["granted_on"]),
        "requested_on": iso(ask["requested_on"]),
        "decided_on": None if waits else iso(ask["decided_on"]),
        "act": "" if waits else ask["act"],
        "reason": ask["reason"],
    }


def nil_returns(one: Owed, head: Part, reports: Sequence[Row], day: date) -> list[Part]:
    """«Nothing to report» is an answer, not silence; one sent back for rework is not counted."""
    return [
        {
            **head,
            "obligation": one.id,
            "agency": one.agency,
            "submitted_on": iso(row["submitted_on"]),
        }
        for row in reports
        if row["claim"] == "nil" and verdict_of(row, day) != "return"
    ]


def accepted(
    owed: Sequence[tuple[Owed, Sequence[Row]]], evidence: Mapping[int, list[str]], day: date
) -> list[Part]:
    """What was reported in the round and accepted, each with what stands behind it."""
    return [
        {
            "agency": one.agency,
            "claim": row["claim"],
            "language": row["language"],
            "text": row["text"],
            "submitted_on": iso(row["submitted_on"]),
            "accepted_on": iso(row["review__reviewed_on"]),
            "document": _paper(row),
            "evidence": evidence.get(row["id"], []),
        }
        for one, reports in owed
        for row in reports
        if verdict_of(row, day) == "accept"
    ]


def _paper(row: Row) -> Part:
    return {
        "kind": row["document_kind"],
        "number": row["document_number"],
        "on": iso(row["document_on"]),
    }


NO_PAPER: Part = {"kind": "", "number": "", "on": None}


def completed(
    one: Owed, line: Line, head: Part, evidence: Mapping[int, list[str]], period: Period
) -> list[Part]:
    """What was fulfilled in the round, with the document that completes it and the files behind."""
    if not line.is_completed(period.opens_on.isoformat(), period.closes_on.isoformat()):
        return []
    report = fulfilling(one, period.day)
    return [
        {
            **head,
            "obligation": one.id,
            "agency": one.agency,
            "due_on": line.due_on,
            "done_on": line.done_on,
            "accepted_on": iso(accepted_day(report)) if report else line.accepted_on,
            "late": line.late,
            "claim": report["claim"] if report else "",
            "document": _paper(report) if report else NO_PAPER,
            "evidence": evidence.get(report["id"], []) if report else [],
        }
    ]


def ahead(one: Owed, line: Line, head: Part, days: tuple[date, date], period: Period) -> list[Part]:
    """What is due until the next round's close, with the reasons why it may become late."""
    first, last = days
    if one.due_on is None or not line.is_ahead(first.isoformat(), last.isoformat()):
        return []
    risks = risks_of(
        state=one.state,
        kind=one.kind,
        due_on=one.due_on,
        today=period.day,
        begun=bool(line.begun),
        time_asked=bool(line.time_asked),
    )
    return [
        {
            **head,
            "obligation": one.id,
            "agency": one.agency,
            "by_agreement": one.by_agreement,
            "due_on": line.due_on,
            "days_left": (one.due_on - period.day).days,
            "status": line.status.value,
            "time_asked": bool(line.time_asked),
            "extensions": line.moved[0] if line.moved else 0,
            "risks": [risk.value for risk in risks],
        }
    ]
