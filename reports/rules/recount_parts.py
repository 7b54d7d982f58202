"""What of a document is counted from its rows of the round: discipline, lateness, lists, money."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from measures.rules.discipline import Discipline
from measures.rules.lateness import Status, days_late, extended_away
from reports.rules.discipline import ranked
from reports.rules.recount_rows import Rows, by
from reports.rules.rows import CostLine, Line, MeasureLine

Tree = dict[str, Any]
SUMS: Final = ("planned", "allotted", "spent")


def discipline(rows: Rows) -> Tree:
    now = [one for one in rows.obligations if one.counts_in_round]
    bodies = by(now, lambda one: one.agency, lambda own: _kept(own, rows))
    order = ranked(bodies)
    places = {code: {"place": place, **_figures(one)} for place, code, one in order}
    return {**places, "": _figures(_kept(now, rows)), "order": [code for _, code, _ in order]}


def _kept(own: Sequence[Line], rows: Rows) -> Discipline:
    return Discipline(
        due=len(own),
        in_time=sum(one.handed_in and not one.late for one in own),
        late=sum(one.late for one in own),
        out=sum(one.is_out(rows.day) for one in own),
        extended=sum(one.moved is not None for one in own),
        returned=sum(one.returned for one in own),
    )


def _figures(one: Discipline) -> Tree:
    counts = ("due", "in_time", "late", "out", "ahead", "judged", "share", "extended", "returned")
    return {name: getattr(one, name) for name in counts}


def silent(rows: Rows) -> Tree:
    bodies = by(rows.obligations, lambda one: one.agency, list)
    spoke = {
        one.agency for one in rows.obligations if one.reports or (one.handed_in and one.in_round)
    }
    out = {code: sum(one.is_out(rows.day) for one in own) for code, own in bodies.items()}
    return {code: count for code, count in out.items() if count and code not in spoke}


def lateness(rows: Rows) -> Tree:
    moved = [one for one in rows.obligations if one.moved]
    bodies = by(moved, lambda one: one.agency, lambda own: _late(own, rows))
    return {**bodies, "": _late(moved, rows)}


def _late(moved: Iterable[Line], rows: Rows) -> Tree:
    found: Counter[str] = Counter(moved=0, times=0, late_before=0, late=0, extended_away=0)
    for one in moved:
        times, before, now = one.moved or (0, rows.day, rows.day)
        dates = (_day(before), _day(now))
        done_on, day = _day(one.done_on) if one.done_on else None, _day(rows.day)
        found["moved"] += 1
        found["times"] += times
        found["late_before"] += days_late(dates[0], done_on, day)
        found["late"] += days_late(dates[1], done_on, day)
        found["extended_away"] += extended_away(*dates, done_on, day)
    return dict(found)


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _days(due_on: str | None, day: str) -> int:
    """From the one to the other; 0 without a date."""
    return (_day(due_on) - _day(day)).days if due_on else 0


def lists(rows: Rows) -> Tree:
    owed = rows.obligations
    late = [one for one in owed if one.status == Status.OVERDUE]
    done = [one for one in owed if one.is_completed(*rows.window)]
    ahead = [one for one in owed if one.is_ahead(*rows.ahead)]
    return {
        "overdue": {str(one.id): [-_days(one.due_on, rows.day), _times(one)] for one in late},
        "completed": {str(one.id): [one.accepted_on, one.late] for one in done},
        "ahead": {
            str(one.id): [_days(one.due_on, rows.day), _times(one), bool(one.time_asked)]
            for one in ahead
        },
        "lists": {
            "overdue": len(late),
            "completed": len(done),
            "ahead": len(ahead),
            "extensions": sum(one.asked for one in owed),
            "nil": sum(one.nil for one in owed),
            "removed": sum(_left(one, rows) for one in rows.measures),
            "measures": len(rows.measures),
        },
    }


def _times(one: Line) -> int:
    return one.moved[0] if one.moved else 0


def _left(one: MeasureLine, rows: Rows) -> bool:
    first, last = rows.window
    return bool(one.off) and one.off_on is not None and first <= one.off_on <= last


def year(own: list[CostLine]) -> Tree:
    return {**_sums(own), "sources": by(own, lambda one: one.source, _sums)}


def _sums(own: Iterable[CostLine]) -> Tree:
    told = list(own)
    return {name: _sum(getattr(one, name) for one in told) for name in SUMS}


def _sum(amounts: Iterable[str | None]) -> str | None:
    known = [Decimal(text) for text in amounts if text is not None]
    return str(sum(known, Decimal("0.000"))) if known else None
