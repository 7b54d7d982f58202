"""The parts of the content document, each from the same facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from measures.rules.lateness import Status
from reports.gather.owed import VERDICTS, Owed
from reports.gather.period import Period
from reports.gather.plain import Row, texts
from reports.gather.rows import Facts
from reports.rules.totals import totals

Part = dict[str, Any]
NO_DIRECTION: Final[frozenset[int | None]] = frozenset({None})
Item = TypeVar("Item")
Key = TypeVar("Key")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def is_off(row: Row) -> bool:
    """Removed from control, struck or ended with the plan; the row tells of that day."""
    return bool(row["state"] != "on_control")


def agencies(facts: Facts, period: Period) -> list[Part]:
    """Every body that owes something, by code: all its obligations, and those of the round."""
    found = grouped(facts.owed, lambda one: one.agency)
    return [_agency(code, found[code], period) for code in sorted(found)]


def _agency(code: str, owed: list[Owed], period: Period) -> Part:
    now = [one for one in owed if period.owes(one) and one.status != Status.REMOVED]
    return {
        "agency": code,
        "counts": totals(one.status for one in owed),
        "total": len(owed),
        "round": {
            "owed": len(now),
            "handed_in": sum(one.handed_in for one in now),
            "out": sum(period.is_out(one) for one in now),
        },
    }


def directions(facts: Facts, statuses: Mapping[int, Status]) -> list[Part]:
    """Directions and parts of the mechanism, by kind and number; last, measures under none.

    A measure that serves several directions counts in each of them.
    """
    under: defaultdict[int | None, list[int]] = defaultdict(list)
    for row in facts.measures:
        for direction in facts.directions_of.get(row["id"], NO_DIRECTION):
            under[direction].append(row["id"])
    owed = grouped(facts.owed, lambda one: one.measure_id)
    rows: list[Row | None] = [*facts.directions, *([None] if under[None] else [])]
    return [_direction(row, under[row["id"] if row else None], statuses, owed) for row in rows]


def _direction(
    row: Row | None,
    measures: list[int],
    statuses: Mapping[int, Status],
    owed: Mapping[int, list[Owed]],
) -> Part:
    obligations = [one.status for measure in measures for one in owed.get(measure, ())]
    return {
        "kind": row["kind"] if row else None,
        "number": row["number"] if row else None,
        "text": texts(row, "text") if row else None,
        "source": row["source"] if row else "",
        "measures": totals(statuses[measure] for measure in measures),
        "measures_total": len(measures),
        "counts": totals(obligations),
        "total": len(obligations),
    }


def overdue(facts: Facts) -> list[Part]:
    """What is past its day and not handed in, the latest first."""
    late = [one for one in facts.owed if one.status == Status.OVERDUE]
    late.sort(key=lambda one: -one.days_late(facts.day))
    heads = _heads(facts)
    return [
        {
            **heads[one.measure_id],
            "agency": one.agency,
            "by_agreement": one.by_agreement,
            "due_on": iso(one.due_on),
            "first_due_on": iso(one.first_due_on),
            "days_late": one.days_late(facts.day),
            "extensions": sum(_decision(ask, facts.day) == "granted" for ask in one.extensions),
        }
        for one in late
    ]


def extensions(facts: Facts, period: Period) -> list[Part]:
    """Asked for or decided in the round, and those that still wait for a decision."""
    heads = _heads(facts)
    return [
        {**heads[one.measure_id], "agency": one.agency, **_extension(ask, facts.day)}
        for one in facts.owed
        for ask in one.extensions
        if period.covers(ask["requested_on"])
        or period.covers(ask["decided_on"])
        or _decision(ask, facts.day) == "requested"
    ]


def _decision(ask: Row, day: date) -> str:
    return ask["state"] if ask["decided_on"] and ask["decided_on"] <= day else "requested"


def _extension(ask: Row, day: date) -> Part:
    state = _decision(ask, day)
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


def silent(facts: Facts, period: Period) -> list[Part]:
    """Bodies with something of the round past its day, and not one report in the round."""
    found = grouped(facts.owed, lambda one: one.agency)
    return [
        {
            "agency": code,
            "by_agreement": any(one.by_agreement for one in owed),
            "out": sum(period.is_out(one) for one in owed),
        }
        for code, owed in sorted(found.items())
        if any(period.is_out(one) for one in owed) and not _spoke(owed, period)
    ]


def _spoke(owed: list[Owed], period: Period) -> bool:
    return any(period.reports_of(one) or (one.handed_in and period.owes(one)) for one in owed)


def nil_returns(facts: Facts, period: Period) -> list[Part]:
    """«Nothing to report» is an answer, not silence; one sent back for rework is not counted."""
    heads = _heads(facts)
    return [
        {
            **heads[one.measure_id],
            "agency": one.agency,
            "submitted_on": iso(row["submitted_on"]),
        }
        for one in facts.owed
        for row in period.reports_of(one)
        if row["claim"] == "nil" and verdict_of(row, facts.day) != "return"
    ]


def verdict_of(report: Row, day: date) -> str | None:
    """The decision known on that day."""
    decided_on = report["review__reviewed_on"] or report["submitted_on"]
    verdict = report["review__verdict"] or VERDICTS.get(report["state"])
    return verdict if decided_on <= day else None


def _heads(facts: Facts) -> dict[int, Part]:
    return {row["id"]: head_of(row) for row in facts.measures}


def head_of(row: Row) -> Part:
    return {
        "position": row["position"],
        "number": row["number"],
        "title": texts(row, "title"),
    }


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> defaultdict[Key, list[Item]]:
    found: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found
