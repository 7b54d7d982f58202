"""From an obligation as it stood to its compact row."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reports.gather.owed import VERDICTS, Owed
from reports.gather.period import Period
from reports.gather.plain import Row, iso
from reports.gather.rows import Facts
from reports.rules.rows import FULFILLED, Line

FULFILS: Final = frozenset({"done", "nil"})


def lines_of(facts: Facts, period: Period) -> list[Line]:
    """In the order of the plan's table."""
    return [line(one, period, period.reports_of(one)) for one in facts.owed]


def line(one: Owed, period: Period, reports: Sequence[Row]) -> Line:
    """`reports`: those that belong to the round, of `Period.reports_of`."""
    day = period.day
    said = [verdict_of(report, day) for report in one.reports]
    here = [verdict_of(report, day) for report in reports]
    return Line(
        id=one.id,
        measure=one.measure_id,
        agency=one.agency,
        status=one.status,
        continuous=int(one.kind == "continuous"),
        due_on=iso(one.due_on),
        done_on=iso(one.done_on),
        accepted_on=iso(_accepted_on(one, day)),
        in_round=int(period.owes(one)),
        moved=_moved(one, day),
        asked=sum(is_told(ask, period) for ask in one.extensions),
        returned=int("return" in said),
        reports=len(reports),
        nil=sum(
            row["claim"] == "nil" and verdict != "return"
            for row, verdict in zip(reports, here, strict=True)
        ),
        accepted=here.count("accept"),
        time_asked=int(any(decision(ask, day) == "requested" for ask in one.extensions)),
        begun=int(bool(one.reports)),
    )


def _accepted_on(one: Owed, day: date) -> date | None:
    """When the report that fulfils it was accepted; None while it is not fulfilled."""
    if one.status not in FULFILLED:
        return None
    found = fulfilling(one, day)
    return accepted_day(found) if found else one.done_on


def fulfilling(one: Owed, day: date) -> Row | None:
    """The last accepted report that says that it is done, or that there is nothing to report."""
    accepted = (
        row
        for row in reversed(one.reports)
        if row["claim"] in FULFILS and verdict_of(row, day) == "accept"
    )
    return next(accepted, None) if one.status in FULFILLED else None


def accepted_day(report: Row) -> date:
    found: date = report["review__reviewed_on"] or report["submitted_on"]
    return found


def verdict_of(report: Row, day: date) -> str | None:
    """The decision known on that day."""
    verdict = report["review__verdict"] or VERDICTS.get(report["state"])
    return verdict if verdict and accepted_day(report) <= day else None


def decision(ask: Row, day: date) -> str:
    return ask["state"] if ask["decided_on"] and ask["decided_on"] <= day else "requested"


def is_told(ask: Row, period: Period) -> bool:
    """Asked for or decided in the round, or still waiting for a decision."""
    return (
        period.covers(ask["requested_on"])
        or (period.covers(ask["decided_on"]) and ask["decided_on"] <= period.day)
        or decision(ask, period.day) == "requested"
    )


def _moved(one: Owed, day: date) -> tuple[int, str, str] | None:
    """How often its date was moved, the date before the first move, and the one in force now."""
    moves = one.granted(day)
    if not moves:
        return None
    now = one.due_on or moves[-1]["granted_on"]
    return len(moves), moves[0]["old_due_on"].isoformat(), now.isoformat()
