"""How much lateness was there, and how much of it decided extensions took away."""

from collections.abc import Iterable

from measures.rules.lateness import days_late, extended_away
from reports.gather.owed import Owed
from reports.gather.parts import Part, grouped
from reports.gather.rows import Facts

FIGURES = ("moved", "times", "late_before", "late", "extended_away")


def lateness(facts: Facts) -> Part:
    """Over all reports owed whose date was moved by an act, by body and in all.

    `moved` reports, `times` in all; days late by the dates before the first extension, by those in
    force, and the days that the extensions took away.
    """
    moved = [one for one in facts.owed if one.granted(facts.day)]
    bodies = grouped(moved, lambda one: one.agency)
    return {
        "agencies": [{"agency": code, **_figures(bodies[code], facts)} for code in sorted(bodies)],
        "total": _figures(moved, facts),
    }


def _figures(moved: Iterable[Owed], facts: Facts) -> dict[str, int]:
    rows = [_row(one, facts) for one in moved]
    return {name: sum(row[name] for row in rows) for name in FIGURES}


def _row(one: Owed, facts: Facts) -> dict[str, int]:
    moves = one.granted(facts.day)
    before, now = moves[0]["old_due_on"], one.due_on or moves[-1]["granted_on"]
    return {
        "moved": 1,
        "times": len(moves),
        "late_before": days_late(before, one.done_on, facts.day),
        "late": days_late(now, one.done_on, facts.day),
        "extended_away": extended_away(before, now, one.done_on, facts.day),
    }
