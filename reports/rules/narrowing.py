"""What of a content document belongs to a cut: the rows that remain, and what nobody can divide.

`selected` takes away; the figures of what is left are counted anew by reports.gather.narrowed, so
that none of them tells of anything else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from measures.rules.lateness import Status
from reports.rules.rows import (
    EARLIER,
    CostLine,
    Line,
    MeasureLine,
    compact,
    opened,
)
from reports.rules.totals import status_of_measure, totals

Document = dict[str, Any]
OBLIGATION_LISTS: Final = ("overdue", "extensions", "nil", "completed", "ahead")
EARLIER_DAYS: Final = ("previous", "year")


class CannotNarrow(ValueError):
    """The document is of a form that does not tell the rows behind its figures."""


@dataclass(frozen=True)
class Choice:
    """Codes of bodies, keys of directions ("direction.3"; "" for none), codes of sections.

    Nothing chosen means all of them. `name` is the title that stands on the cut.
    """

    agencies: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    sections: tuple[str, ...] = ()
    kind: str = "own"
    name: str = ""

    @property
    def divides(self) -> bool:
        """Whether some measures or reports are left out."""
        return bool(self.agencies or self.directions)


@dataclass(frozen=True)
class Remaining:
    """Obligations, measures and costs of the cut, each measure in the status of what remains."""

    lines: list[Line]
    measures: list[MeasureLine]
    costs: list[CostLine]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.id for one in self.measures)


def remaining(document: Mapping[str, Any], choice: Choice) -> Remaining:
    """Raises CannotNarrow for documents without rows."""
    rows = document.get("rows")
    if rows is None:
        raise CannotNarrow("the document does not tell the rows behind its figures")
    lines = [_line(one) for one in opened(rows["obligations"], Line)]
    measures = [one for one in opened(rows["measures"], MeasureLine) if _serves(one, choice)]
    served = {one.id for one in measures}
    lines = [
        one
        for one in lines
        if one.measure in served and (not choice.agencies or one.agency in choice.agencies)
    ]
    if choice.agencies:
        owing = {one.measure for one in lines}
        measures = [one for one in measures if one.id in owing]
    kept = {one.id for one in measures}
    return Remaining(
        lines,
        _in_their_status(measures, lines),
        [one for one in opened(rows["costs"], CostLine) if one.measure in kept],
    )


def _line(one: Line) -> Line:
    return one._replace(status=Status(one.status))


def _serves(one: MeasureLine, choice: Choice) -> bool:
    return not choice.directions or bool(choice.directions & {*(one.directions or ("",))})


def _in_their_status(measures: Iterable[MeasureLine], lines: Iterable[Line]) -> list[MeasureLine]:
    """A measure is as far as what the cut still tells of it: another body's delay is not ours."""
    owed: dict[int, list[Status]] = {}
    for line in lines:
        owed.setdefault(line.measure, []).append(line.status)
    return [
        one._replace(
            status=status_of_measure(owed.get(one.id, ()), off_control=bool(one.off)),
        )
        for one in measures
    ]


def selected(document: Mapping[str, Any], choice: Choice, left: Remaining) -> Document:
    """The document with the lists, measures and rows of the cut; figures still of the whole.

    What cannot be divided is left out of a cut that divides: narratives and indicators tell of the
    whole plan, and who owed a report a year ago is not told. A cut by bodies tells no change.
    """
    if not choice.divides:
        return dict(document)
    cut = {**document}
    for name in OBLIGATION_LISTS:
        if name in cut:
            cut[name] = [row for row in cut[name] if _is_of(row, choice, left.ids)]
    for name in ("removed", "problems"):
        if name in cut:
            cut[name] = [row for row in cut[name] if row["measure"] in left.ids]
    cut["measures"] = _measures(document["measures"], choice, left)
    cut["rows"] = {
        "obligations": compact(left.lines, Line),
        "measures": compact(left.measures, MeasureLine),
        "costs": compact(left.costs, CostLine),
        "earlier": {day: _earlier(document, day, choice, left) for day in EARLIER_DAYS},
    }
    cut["indicators"], cut["narrative"] = [], []
    return {name: value for name, value in cut.items() if name in document}


def _is_of(row: Mapping[str, Any], choice: Choice, measures: frozenset[int]) -> bool:
    ours = not choice.agencies or row["agency"] in choice.agencies
    return ours and row["measure"] in measures


def _measures(rows: Iterable[Mapping[str, Any]], choice: Choice, left: Remaining) -> list[Document]:
    owed: dict[int, list[Status]] = {}
    for line in left.lines:
        owed.setdefault(line.measure, []).append(line.status)
    statuses = {one.id: one.status for one in left.measures}
    return [
        {
            **row,
            "status": Status(statuses[row["measure"]]).value,
            "counts": totals(owed.get(row["measure"], ())),
            "accepted": [
                report
                for report in row["accepted"]
                if not choice.agencies or report["agency"] in choice.agencies
            ],
        }
        for row in rows
        if row["measure"] in statuses
    ]


def _earlier(
    document: Mapping[str, Any], day: str, choice: Choice, left: Remaining
) -> Document | None:
    """Obligations of an earlier day under the measures of the cut; none for a cut by bodies."""
    table = document["rows"]["earlier"].get(day)
    if table is None or choice.agencies:
        return None
    kept: Mapping[str, Callable[[Any], bool]] = {
        "obligations": lambda one: one.measure in left.ids,
        "measures": lambda one: one.id in left.ids,
    }
    return {
        name: compact([one for one in opened(table[name], of) if kept[name](one)], of)
        for name, of in EARLIER.items()
    }
