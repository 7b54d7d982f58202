"""Figures of the content document, each counted from the compact rows that stand in it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from agencies.models import Agency
from measures.rules.discipline import Discipline
from measures.rules.lateness import days_late, extended_away
from reports.gather.plain import Row, sorted_out, texts
from reports.rules.discipline import FEW, ranked
from reports.rules.rows import Line, MeasureLine, direction_key, task_key
from reports.rules.totals import totals

Part = dict[str, Any]
LATENESS: Final = ("moved", "times", "late_before", "late", "extended_away")


def all_totals(measures: Iterable[MeasureLine], lines: Sequence[Line]) -> Part:
    return {
        "measures": totals(one.status for one in measures),
        "obligations": totals(one.status for one in lines),
        "round": totals(one.status for one in lines if one.in_round),
    }


def agencies(lines: Iterable[Line], day: str) -> list[Part]:
    """Every body that owes something, by code: all its obligations, and those of the round."""
    found = sorted_out(lines, lambda one: one.agency)
    return [{"agency": code, **_counted(found[code], day)} for code in sorted(found)]


def _counted(lines: Sequence[Line], day: str) -> Part:
    now = [one for one in lines if one.counts_in_round]
    return {
        "counts": totals(one.status for one in lines),
        "total": len(lines),
        "round": {
            "owed": len(now),
            "handed_in": sum(one.handed_in for one in now),
            "out": sum(one.is_out(day) for one in now),
        },
    }


def regions(lines: Iterable[Line], bodies: Mapping[str, Agency], day: str) -> list[Part]:
    """By the region of the body that owes, by code; last, bodies of the whole country (None).

    A measure on which bodies of several regions owe reports counts in each of them.
    """
    found = sorted_out(lines, lambda one: _region(bodies[one.agency]))
    return [
        {**_named(code, bodies, found[code]), **_counted(found[code], day)}
        for code in sorted(found, key=lambda it: (it is None, it))
    ]


def _region(body: Agency) -> str | None:
    return body.region.code if body.region else None


def _named(code: str | None, bodies: Mapping[str, Agency], lines: Sequence[Line]) -> Part:
    region = bodies[lines[0].agency].region
    return {
        "region": code,
        "name": texts(vars(region), "name") if region else None,
        "agencies": sorted({one.agency for one in lines}),
        "measures_total": len({one.measure for one in lines}),
    }


def directions(
    rows: Iterable[Row], measures: Sequence[MeasureLine], lines: Iterable[Line]
) -> list[Part]:
    """Directions and parts of the mechanism, by kind and number; last, measures under none.

    A measure that serves several directions counts in each of them.
    """
    named = [
        {
            "kind": row["kind"],
            "number": row["number"],
            "text": texts(row, "text"),
            "source": row["source"],
        }
        for row in rows
    ]
    none: Part = {"kind": None, "number": None, "text": None, "source": ""}
    return _served(named, none, direction_key, measures, lambda one: one.directions, lines)


def tasks(
    rows: Iterable[Row], measures: Sequence[MeasureLine], lines: Iterable[Line]
) -> list[Part]:
    """Tasks of the Concept, by goal and number; last, measures under none."""
    named = [
        {
            "goal": row["goal__number"],
            "number": row["number"],
            "text": texts(row, "text"),
            "source": row["source"],
        }
        for row in rows
    ]
    none: Part = {"goal": None, "number": None, "text": None, "source": ""}
    return _served(named, none, task_key, measures, lambda one: one.tasks, lines)


def _served(
    named: list[Part],
    none: Part,
    key: Callable[[Part], str],
    measures: Iterable[MeasureLine],
    served: Callable[[MeasureLine], Sequence[str]],
    lines: Iterable[Line],
) -> list[Part]:
    under: defaultdict[str, list[MeasureLine]] = defaultdict(list)
    for measure in measures:
        for one in served(measure) or ("",):
            under[one].append(measure)
    owed = sorted_out(lines, lambda one: one.measure)
    return [
        {**row, **_under(under.get(key(row), []), owed)}
        for row in [*named, *([none] if under.get("") else [])]
    ]


def _under(measures: Sequence[MeasureLine], owed: Mapping[int, list[Line]]) -> Part:
    obligations = [line.status for one in measures for line in owed.get(one.id, ())]
    return {
        "measures": totals(one.status for one in measures),
        "measures_total": len(measures),
        "counts": totals(obligations),
        "total": len(obligations),
    }


def silent(lines: Iterable[Line], bodies: Mapping[str, Agency], day: str) -> list[Part]:
    """Bodies with something of the round past its day, and not one report in the round."""
    found = sorted_out(lines, lambda one: one.agency)
    out = {code: sum(one.is_out(day) for one in owed) for code, owed in found.items()}
    return [
        {"agency": code, "by_agreement": bodies[code].by_agreement, "out": out[code]}
        for code in sorted(found)
        if out[code] and not any(_spoke(one) for one in found[code])
    ]


def _spoke(one: Line) -> bool:
    return bool(one.reports) or (one.handed_in and bool(one.in_round))


def lateness(lines: Iterable[Line], day: date) -> Part:
    """Over all reports owed whose date was moved by an act, by body and in all.

    `moved` reports, `times` in all; days late by the dates before the first extension, by those in
    force, and the days that the extensions took away.
    """
    moved = [one for one in lines if one.moved]
    bodies = sorted_out(moved, lambda one: one.agency)
    return {
        "agencies": [{"agency": code, **_late(bodies[code], day)} for code in sorted(bodies)],
        "total": _late(moved, day),
    }


def _late(moved: Iterable[Line], day: date) -> dict[str, int]:
    rows = [_late_of(one, day) for one in moved]
    return {name: sum(row[name] for row in rows) for name in LATENESS}


def _late_of(one: Line, day: date) -> dict[str, int]:
    times, *dates = one.moved or (0, day.isoformat(), day.isoformat())
    before, now = (date.fromisoformat(on) for on in dates)
    done_on = date.fromisoformat(one.done_on) if one.done_on else None
    return {
        "moved": 1,
        "times": times,
        "late_before": days_late(before, done_on, day),
        "late": days_late(now, done_on, day),
        "extended_away": extended_away(before, now, done_on, day),
    }


def discipline(lines: Iterable[Line], day: str) -> Part:
    """Bodies ranked by the share of the round's reports handed in in time, with the counts.

    `judged`: handed in or past its date; `ahead`: neither. `few`: with fewer judged than that a
    body has no place. `share`: whole per cent, rounded down.
    """
    owed = sorted_out((one for one in lines if one.counts_in_round), lambda one: one.agency)
    found = {code: disciplined(rows, day) for code, rows in owed.items()}
    return {
        "few": FEW,
        "agencies": [_ranked(place, code, one) for place, code, one in ranked(found)],
        "total": _kept(disciplined([one for rows in owed.values() for one in rows], day)),
    }


def disciplined(lines: Sequence[Line], day: str) -> Discipline:
    late = sum(one.late for one in lines)
    return Discipline(
        due=len(lines),
        in_time=sum(one.handed_in for one in lines) - late,
        late=late,
        out=sum(one.is_out(day) for one in lines),
        extended=sum(bool(one.moved) for one in lines),
        returned=sum(bool(one.returned) for one in lines),
    )


def _ranked(place: int | None, code: str, one: Discipline) -> Part:
    return {"place": place, "agency": code, **_kept(one)}


def _kept(one: Discipline) -> dict[str, int | None]:
    counts = ("due", "in_time", "late", "out", "ahead", "judged", "share", "extended", "returned")
    return {name: getattr(one, name) for name in counts}
