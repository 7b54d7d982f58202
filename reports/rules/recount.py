"""Figures of a content document counted from its rows, in the shape in which tracing compares."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from measures.rules.lateness import Status
from reports.rules.recount_parts import discipline, lateness, lists, silent, year
from reports.rules.recount_rows import Rows, by
from reports.rules.rows import EARLIER, Line, MeasureLine, direction_key, opened, task_key
from reports.rules.totals import status_of_measure

Document = Mapping[str, Any]
Tree = dict[str, Any]
STATUSES: Final = tuple(status.value for status in Status if status != Status.WITHDRAWN)


def counted(document: Document) -> Tree:
    """Raises ValueError for rows with other columns than those that are known."""
    rows = Rows.of(document)
    return {
        "totals": _totals(rows.obligations, [_status(one, rows) for one in _with_owed(rows)]),
        "agencies": by(rows.obligations, lambda one: one.agency, lambda own: _body(own, rows)),
        "directions": _served(
            rows, lambda one: one.directions, map(direction_key, document["directions"])
        ),
        "tasks": _served(rows, lambda one: one.tasks, map(task_key, document["tasks"])),
        "regions": by(
            rows.obligations,
            lambda one: document["bodies"][one.agency]["region"] or "",
            lambda own: _region(own, rows),
        ),
        "discipline": discipline(rows),
        "silent": silent(rows),
        "lateness": lateness(rows),
        "change": {
            name: one and _earlier(one) for name, one in document["rows"]["earlier"].items()
        },
        **lists(rows),
        "measures": {str(one.id): _measure(one, own) for one, own in _with_owed(rows)},
        "spending": by(rows.costs, lambda one: str(one.year or ""), year),
    }


def _counts(statuses: Iterable[str]) -> dict[str, int]:
    found = Counter(str(status) for status in statuses)
    return {status: found[status] for status in STATUSES}


def _totals(obligations: Sequence[Any], measures: Iterable[str]) -> Tree:
    return {
        "measures": _counts(measures),
        "obligations": _counts(one.status for one in obligations),
        "round": _counts(one.status for one in obligations if one.in_round),
    }


def _with_owed(rows: Rows) -> list[tuple[MeasureLine, list[Line]]]:
    owed = by(rows.obligations, lambda one: str(one.measure), list)
    return [(one, owed.get(str(one.id), [])) for one in rows.measures]


def _status(told: tuple[MeasureLine, list[Line]], rows: Rows) -> str:
    one, owed = told
    return status_of_measure((Status(line.status) for line in owed), off_control=bool(one.off))


def _measure(one: MeasureLine, owed: list[Line]) -> Tree:
    status = status_of_measure((Status(line.status) for line in owed), off_control=bool(one.off))
    return {
        "number": one.number,
        "status": status.value,
        "counts": _counts(line.status for line in owed),
        "accepted": sum(line.accepted for line in owed),
    }


def _body(own: list[Line], rows: Rows) -> Tree:
    now = [one for one in own if one.counts_in_round]
    return {
        "counts": _counts(one.status for one in own),
        "total": len(own),
        "round": {
            "owed": len(now),
            "handed_in": sum(one.handed_in for one in now),
            "out": sum(one.is_out(rows.day) for one in now),
        },
    }


def _region(own: list[Line], rows: Rows) -> Tree:
    return {
        **_body(own, rows),
        "agencies": sorted({one.agency for one in own}),
        "measures_total": len({one.measure for one in own}),
    }


def _served(
    rows: Rows, served: Callable[[MeasureLine], Sequence[str]], named: Iterable[str]
) -> Tree:
    """`named`: all that there are; those that no measure serves have nought of everything."""
    found: dict[str, list[tuple[MeasureLine, list[Line]]]] = {key: [] for key in named if key}
    for one, owed in _with_owed(rows):
        for key in served(one) or ("",):
            found.setdefault(key, []).append((one, owed))
    return {
        key: {
            "measures": _counts(_status(told, rows) for told in under),
            "measures_total": len(under),
            "counts": _counts(line.status for _, owed in under for line in owed),
            "total": sum(len(owed) for _, owed in under),
        }
        for key, under in found.items()
    }


def _earlier(part: Document) -> Tree:
    found = {name: list(opened(part[name], line)) for name, line in EARLIER.items()}
    owed = by(found["obligations"], lambda one: str(one.measure), list)
    statuses = (
        status_of_measure(
            (Status(line.status) for line in owed.get(str(one.id), [])), off_control=bool(one.off)
        )
        for one in found["measures"]
    )
    return _totals(found["obligations"], statuses)
