"""Figures counted from rows: whatever the rows are, and whichever figure is wrong."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from agencies.models import Agency, Region
from measures.rules.lateness import Status, days_late
from reports.gather import figures
from reports.gather.measures import spending
from reports.rules.canonical import canonical
from reports.rules.rows import CostLine, Line, MeasureLine, compact
from reports.rules.totals import status_of_measure, totals
from reports.rules.tracing import Disagreement, disagreements, told
from reports.rules.tracing import figures as how_many

Document = dict[str, Any]
DAY = date(2009, 7, 6)
WINDOW, AHEAD = ["2009-04-06", "2009-07-05"], ["2009-07-06", "2009-10-05"]
BODIES = {
    code: Agency(code=code, region=region and Region(code=region, name_ru=region))
    for code, region in (("mvd", None), ("mtszn", None), ("akmola", "north"), ("astana", "city"))
}
HANDED_IN = {Status.IN_REVIEW, Status.DONE, Status.DONE_LATE}
days = some.dates(date(2009, 3, 1), date(2009, 11, 1)).map(date.isoformat)
flags = some.integers(0, 1)


@some.composite
def moves(draw: some.DrawFn) -> tuple[int, str, str] | None:
    if draw(some.booleans()):
        return None
    return draw(some.integers(1, 3)), *sorted((draw(days), draw(days)))


@some.composite
def lines(draw: some.DrawFn, pk: int, measures: int) -> Line:
    """A row as a gatherer could make it: what is overdue is past its day, what is done has one."""
    status = draw(some.sampled_from([one for one in Status if one != Status.WITHDRAWN]))
    due_on = draw(some.one_of(some.none(), days))
    if status == Status.OVERDUE:
        due_on = "2009-06-01"
    done_on = draw(days) if status in HANDED_IN else None
    return Line(
        id=pk,
        measure=draw(some.integers(1, measures)),
        agency=draw(some.sampled_from(sorted(BODIES))),
        status=status,
        continuous=draw(flags),
        due_on=due_on,
        done_on=done_on,
        accepted_on=draw(days) if status in (Status.DONE, Status.DONE_LATE) else None,
        in_round=draw(flags),
        moved=draw(moves()),
        asked=draw(some.integers(0, 2)),
        returned=draw(flags),
        reports=draw(some.integers(0, 2)),
        nil=draw(flags),
        accepted=draw(some.integers(0, 2)),
        time_asked=draw(flags),
        begun=draw(flags),
    )


@some.composite
def documents(draw: some.DrawFn) -> Document:
    """Figures by the gatherer's functions, lists as long as its lists would be."""
    measures = draw(some.integers(1, 4))
    owed = [draw(lines(pk, measures)) for pk in range(1, draw(some.integers(1, 12)))]
    rows = [
        MeasureLine(
            id=pk,
            number=f"7.{pk}",
            status=status_of_measure(
                (one.status for one in owed if one.measure == pk), off_control=pk == 4
            ),
            off=int(pk == 4),
            off_on="2009-06-30" if pk == 4 else None,
            directions=["direction.1"][: draw(flags)],
            tasks=["1.1", "1.2"][: draw(some.integers(0, 2))],
        )
        for pk in range(1, measures + 1)
    ]
    money = some.one_of(some.none(), some.integers(0, 10**6).map(lambda it: f"{it // 1000}.000"))
    costs = [
        CostLine(1, draw(some.sampled_from([2009, 2010, None])), "", draw(money), None, draw(money))
        for _ in range(draw(some.integers(0, 3)))
    ]
    return document(owed, rows, costs)


def document(owed: list[Line], rows: list[MeasureLine], costs: list[CostLine]) -> Document:
    day = DAY.isoformat()
    directions = [
        {
            "kind": "direction",
            "number": 1,
            "source": "",
            "text_ru": "",
            "text_kk": "",
            "text_en": "",
        }
    ]
    tasks = [
        {"goal__number": 1, "number": n, "source": "", "text_ru": "", "text_kk": "", "text_en": ""}
        for n in (1, 2, 3)
    ]
    made = {
        "schema": 3,
        "as_of": day,
        "round": {"window": WINDOW, "ahead": AHEAD},
        "bodies": {
            code: {"region": body.region.code if body.region else None}
            for code, body in BODIES.items()
        },
        "totals": figures.all_totals(rows, owed),
        "agencies": figures.agencies(owed, day),
        "directions": figures.directions(directions, rows, owed),
        "tasks": figures.tasks(tasks, rows, owed),
        "regions": figures.regions(owed, BODIES, day),
        "discipline": figures.discipline(owed, day),
        "silent": figures.silent(owed, BODIES, day),
        "lateness": figures.lateness(owed, DAY),
        "change": {"previous": None, "year": None},
        "extensions": [{} for one in owed for _ in range(one.asked)],
        "nil": [{} for one in owed for _ in range(one.nil)],
        "removed": [{} for one in rows if one.off],
        "completed": [
            {"obligation": one.id, "accepted_on": one.accepted_on, "late": one.late}
            for one in owed
            if one.is_completed(*WINDOW)
        ],
        "ahead": [_ahead(one) for one in owed if one.is_ahead(*AHEAD)],
        "overdue": [_overdue(one) for one in owed if one.status == Status.OVERDUE],
        "measures": [_measure(row, owed) for row in rows],
        "spending": spending(costs),
        "rows": {
            "obligations": compact(owed, Line),
            "measures": compact(rows, MeasureLine),
            "costs": compact(costs, CostLine),
            "earlier": {"previous": None, "year": None},
        },
    }
    read: Document = json.loads(canonical(made))
    return read


def _ahead(one: Line) -> Document:
    assert one.due_on
    return {
        "obligation": one.id,
        "days_left": (date.fromisoformat(one.due_on) - DAY).days,
        "extensions": one.moved[0] if one.moved else 0,
        "time_asked": bool(one.time_asked),
    }


def _overdue(one: Line) -> Document:
    assert one.due_on
    return {
        "obligation": one.id,
        "days_late": days_late(date.fromisoformat(one.due_on), None, DAY),
        "extensions": one.moved[0] if one.moved else 0,
    }


def _measure(row: MeasureLine, owed: list[Line]) -> Document:
    own = [one for one in owed if one.measure == row.id]
    return {
        "measure": row.id,
        "number": row.number,
        "status": row.status,
        "counts": totals(one.status for one in own),
        "accepted": [{} for one in own for _ in range(one.accepted)],
    }


@settings(max_examples=60, deadline=None)
@given(documents())
def test_whatever_the_rows_are_the_figures_follow_from_them(made: Document) -> None:
    assert disagreements(made) == []


def counts_of(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where whole numbers stand in the parts that tell figures."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from counts_of(value, (*path, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from counts_of(value, (*path, at))
    elif isinstance(tree, int) and not isinstance(tree, bool):
        yield path


# Numbers that name something and count nothing.
NAMES = {"number", "goal", "obligation", "measure", "year", "schema", "few"}
FIGURES = (
    "totals", "agencies", "directions", "tasks", "regions", "discipline", "silent", "lateness",
    "overdue", "ahead", "measures",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(documents(), some.data())
def test_a_single_wrong_count_is_found_wherever_it_stands(made: Document, data: Any) -> None:
    places = [
        path for part in FIGURES for path in counts_of(made[part], (part,)) if path[-1] not in NAMES
    ]
    *way, last = data.draw(some.sampled_from(places))
    part = made
    for key in way:
        part = part[key]
    part[last] += 1
    found = disagreements(made)
    assert [one.figure.split(".")[0] for one in found] == [way[0]]
    assert found[0].told != found[0].counted


@settings(max_examples=30, deadline=None)
@given(documents(), some.data())
def test_a_row_that_is_left_out_is_missed(made: Document, data: Any) -> None:
    rows = made["rows"]["obligations"]["rows"]
    if rows:
        rows.remove(data.draw(some.sampled_from(rows)))
        assert "totals" in {one.figure.split(".")[0] for one in disagreements(made)}


def small() -> Document:
    line = Line(1, 1, "mvd", Status.OVERDUE, 0, "2009-06-01", None, None, 1, None, 0, 0, 0, 0, 0,
                0, 0)  # fmt: skip
    row = MeasureLine(1, "7.1", Status.OVERDUE, 0, None, [], [])
    return document([line], [row], [CostLine(1, 2009, "бюджет", "1.500", None, None)])


def test_a_wrong_figure_is_named_with_what_is_told_and_what_is_counted() -> None:
    made = small()
    made["agencies"][0]["round"]["owed"] = 7
    made["overdue"] = []
    made["spending"][0]["sources"][0]["planned"] = "1.600"
    assert disagreements(made) == [
        Disagreement("agencies.mvd.round.owed", 7, 1),
        Disagreement("lists.overdue", 0, 1),
        Disagreement("overdue.1", None, [35, 0]),
        Disagreement("spending.2009.sources.бюджет.planned", "1.600", "1.500"),
    ]


def test_a_body_in_another_place_is_found() -> None:
    made = small()
    made["discipline"]["agencies"][0]["place"] = 1
    assert disagreements(made) == [Disagreement("discipline.mvd.place", 1, None)]


def test_it_counts_the_figures_that_it_compares() -> None:
    made = small()
    leaves = list(counts_of(copy.deepcopy(told(made))))
    assert how_many(made) > len(leaves) > 50


def test_a_document_without_rows_cannot_be_traced() -> None:
    with pytest.raises(ValueError, match="schema 2"):
        disagreements({"schema": 2})


def test_rows_of_other_columns_are_refused_and_not_guessed() -> None:
    made = small()
    made["rows"]["obligations"]["columns"].reverse()
    with pytest.raises(ValueError, match="columns"):
        disagreements(made)
