"""Measure by measure, some thousands at a time, into the lists and rows of the document.

A measure that cannot be told adds nothing to any of them and is named among the problems.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from measures.rules.lateness import Status
from reports.gather import lists, measures
from reports.gather.lines import line
from reports.gather.owed import Owed, Span
from reports.gather.period import Period
from reports.gather.plain import Row, sorted_out
from reports.gather.rows import Facts, Reference, collect, positions
from reports.rules.rows import CostLine, Line, MeasureLine, direction_key, task_key

Part = dict[str, Any]
Tell = Callable[[int, int], None]
# So many measures of the table are read at once: few statements, and memory that stays small.
BATCH: Final = 2000


@dataclass
class Told:
    """Lists of the document and its rows, of one measure or of all, in the order of the table."""

    measures: list[Part] = field(default_factory=list)
    overdue: list[Part] = field(default_factory=list)
    extensions: list[Part] = field(default_factory=list)
    nil: list[Part] = field(default_factory=list)
    removed: list[Part] = field(default_factory=list)
    completed: list[Part] = field(default_factory=list)
    ahead: list[Part] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    measure_lines: list[MeasureLine] = field(default_factory=list)
    cost_lines: list[CostLine] = field(default_factory=list)

    def add(self, other: "Told") -> None:
        for one in fields(self):
            getattr(self, one.name).extend(getattr(other, one.name))


def tell_all(
    reference: Reference, period: Period, ahead: tuple[date, date], tell: Tell | None = None
) -> Told:
    """Everything that is told measure by measure; `tell(done, total)` after each batch."""
    told, done = Told(), 0
    places = positions(reference.plan, reference.day)
    keys = _keys(reference)
    for span, size in _spans(places):
        facts = collect(reference.plan, reference.day, reference, span)
        owed = sorted_out(facts.owed, lambda one: one.measure_id)
        for row in facts.measures:
            with reference.problems.of(row["id"], row["number"]):
                told.add(_measure(facts, period, row, owed[row["id"]], keys, ahead))
        done += size
        if tell:
            tell(done, len(places))
    told.overdue.sort(key=lambda row: -row["days_late"])
    told.ahead.sort(key=lambda row: (not row["risks"], row["due_on"]))
    return told


def _spans(places: list[int]) -> Iterator[tuple[Span, int]]:
    for at in range(0, len(places), BATCH):
        some = places[at : at + BATCH]
        yield (some[0], some[-1]), len(some)


@dataclass(frozen=True)
class Keys:
    """What measures serve is named in the rows by number, in the order of the Concept."""

    directions: dict[int, str]
    tasks: dict[int, str]


def _keys(reference: Reference) -> Keys:
    return Keys(
        {row["id"]: direction_key(row) for row in reference.directions},
        {
            row["id"]: task_key({"goal": row["goal__number"], "number": row["number"]})
            for row in reference.tasks
        },
    )


def _named(names: dict[int, str], served: set[int]) -> list[str]:
    return [name for pk, name in names.items() if pk in served]


def _measure(
    facts: Facts,
    period: Period,
    row: Row,
    owed: list[Owed],
    keys: Keys,
    ahead: tuple[date, date],
) -> Told:
    reported = [(one, period.reports_of(one)) for one in owed]
    told = Told(lines=[line(one, period, reports) for one, reports in reported])
    head = lists.head_of(row)
    for (one, reports), its_line in zip(reported, told.lines, strict=True):
        told.overdue += lists.overdue(one, head, period.day)
        told.extensions += lists.extensions(one, head, period)
        told.nil += lists.nil_returns(one, head, reports, period.day)
        told.completed += lists.completed(one, its_line, head, facts.evidence, period)
        told.ahead += lists.ahead(one, its_line, head, ahead, period)
    own = measures.measure_line(
        row,
        told.lines,
        _named(keys.directions, facts.directions_of.get(row["id"], set())),
        _named(keys.tasks, facts.tasks_of.get(row["id"], set())),
    )
    accepted = lists.accepted(reported, facts.evidence, period.day)
    told.measure_lines = [own]
    told.measures = [measures.measure(facts, row, told.lines, Status(own.status), accepted)]
    told.removed = measures.removed(facts, period, row)
    told.cost_lines = measures.cost_lines(row["id"], facts.costs[row["id"]])
    return told
