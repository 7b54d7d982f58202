"""The compact rows that every figure of a content document comes from, and what follows from one.

Written by reports.gather, read by reports.rules.tracing; docs/report-content.md tells each column.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from measures.rules.lateness import Status

HANDED_IN: Final = frozenset({Status.IN_REVIEW, Status.DONE, Status.DONE_LATE})
FULFILLED: Final = frozenset({Status.DONE, Status.DONE_LATE})

Compact = dict[str, Any]


class Line(NamedTuple):
    """One obligation as of the day of the report; days are ISO text, flags 0 or 1."""

    id: int
    measure: int
    agency: str
    status: Status
    continuous: int
    due_on: str | None
    done_on: str | None
    accepted_on: str | None
    in_round: int
    moved: Sequence[Any] | None
    asked: int
    returned: int
    reports: int
    nil: int
    accepted: int
    time_asked: int
    begun: int

    @property
    def handed_in(self) -> bool:
        return self.status in HANDED_IN

    @property
    def counts_in_round(self) -> bool:
        """Owed in the round, and not removed from control meanwhile."""
        return bool(self.in_round) and self.status != Status.REMOVED

    @property
    def late(self) -> bool:
        """Handed in past its date; continuous work has none to miss."""
        if not self.handed_in or self.continuous or not self.due_on or not self.done_on:
            return False
        return self.done_on > self.due_on

    def is_out(self, day: str) -> bool:
        """Owed in the round, past its date on the day and not handed in."""
        if not self.counts_in_round or self.handed_in:
            return False
        return self.due_on is not None and self.due_on < day

    def is_completed(self, opens_on: str, closes_on: str) -> bool:
        """Accepted in the round's window, or of this round and accepted after its close.

        So each is told in the round in which it was accepted, and a later edition of a round tells
        all of its own.
        """
        if self.status not in FULFILLED or self.accepted_on is None or self.accepted_on < opens_on:
            return False
        return self.accepted_on <= closes_on or bool(self.in_round)

    def is_ahead(self, first: str, last: str) -> bool:
        """Not handed in yet, and due between two days."""
        if self.handed_in or self.status == Status.REMOVED or self.due_on is None:
            return False
        return first <= self.due_on <= last


class MeasureLine(NamedTuple):
    """One measure; `directions` and `tasks` by their keys in the document."""

    id: int
    number: str
    status: Status
    off: int
    off_on: str | None
    directions: Sequence[str]
    tasks: Sequence[str]


class CostLine(NamedTuple):
    """A sum of a measure, decimal text in million tenge."""

    measure: int
    year: int | None
    source: str
    planned: str | None
    allotted: str | None
    spent: str | None


class EarlierLine(NamedTuple):
    """An obligation as of an earlier day, told for the comparison with it."""

    id: int
    measure: int
    status: Status
    in_round: int


class EarlierMeasure(NamedTuple):
    id: int
    off: int


LINES: Final[Mapping[str, type[Any]]] = {
    "obligations": Line,
    "measures": MeasureLine,
    "costs": CostLine,
}
EARLIER: Final[Mapping[str, type[Any]]] = {
    "obligations": EarlierLine,
    "measures": EarlierMeasure,
}


def compact(rows: Sequence[Any], of: type[Any]) -> Compact:
    """Names of the columns once, then a list for each row."""
    return {"columns": list(of._fields), "rows": [list(row) for row in rows]}


def opened(table: Mapping[str, Any], of: type[Any]) -> Iterator[Any]:
    """The rows of `compact` again. Raises ValueError for other columns than those of the type."""
    if tuple(table["columns"]) != of._fields:
        raise ValueError(f"columns {table['columns']} are not {list(of._fields)}")
    yield from map(of._make, table["rows"])


def direction_key(row: Mapping[str, Any]) -> str:
    """«direction.3», «mechanism.1»; "" for measures under none."""
    return f"{row['kind']}.{row['number']}" if row["kind"] else ""


def task_key(row: Mapping[str, Any]) -> str:
    """«1.14»: number of the goal and of the task; "" for measures under none."""
    return f"{row['goal']}.{row['number']}" if row["number"] is not None else ""
