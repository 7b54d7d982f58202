"""Measures along the years: a span each, its due dates as marks, and the line of today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from measures.pictures.bars import looked_up
from measures.pictures.drawing import Picture
from measures.pictures.palette import COLOURS, LOOKS, ORDER
from measures.pictures.words import Spec, Words, linked
from measures.rules.lateness import Status
from measures.rules.quarters import quarters_between
from measures.rules.summary import GRAVITY

WIDTH, LABEL, ROW = 760, 340, 24  # pixels
# The shapes of the badges (tracker.css), each in a square from -1 to 1.
SHAPES: Final = {
    Status.DONE: "circle",
    Status.DONE_LATE: "M-1,0.5A1,1,0,0,1,1,0.5Z",
    Status.REMOVED: "square",
    Status.OVERDUE: "triangle-up",
    Status.RETURNED: "triangle-left",
    Status.IN_REVIEW: "diamond",
    Status.IN_PROGRESS: ("M0,-1A1,1,0,0,0,0,1ZM0,-1A1,1,0,0,1,0,1L0,0.7A0.7,0.7,0,0,0,0,-0.7Z"),
    Status.CONTINUOUS: "M0.7,-0.7A1,1,0,1,0,0.7,0.7L0.42,0.42A0.6,0.6,0,1,1,0.42,-0.42Z",
    Status.WAITING: "M-1,-1L1,-1L-1,1L1,1Z",
    Status.NOT_DUE: (
        "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM0.55,0A0.55,0.55,0,1,0,-0.55,0A0.55,0.55,0,1,0,0.55,0Z"
    ),
}


@dataclass(frozen=True)
class Dot:
    """A due date; `said` tells of it on its own."""

    on: date
    status: Status
    said: str


@dataclass(frozen=True)
class Span:
    """A row: a measure with its dates, or with `begins` None the heading of those below it."""

    label: str
    url: str = ""
    begins: date | None = None
    dots: Sequence[Dot] = field(default=())


def timeline(
    spans: Sequence[Span],
    period: tuple[date, date],
    *,
    today: tuple[date, str],
    names: Mapping[Status, str],
    words: Words,
) -> Picture:
    """`period`: the days the axis runs over, made longer by later dates; `today` with its word."""
    first, last = _reach(spans, period)
    domain = [first.toordinal(), last.toordinal()]
    keys = [str(number) for number in range(len(spans))]
    row = {"field": "row", "type": "nominal", "axis": None, "sort": keys,
           "scale": {"domain": keys}}  # fmt: skip
    x = {"type": "quantitative", "scale": {"domain": domain, "nice": False}}
    used = [one for one in ORDER if any(dot.status == one for span in spans for dot in span.dots)]
    layers = [
        _spans(spans, x, _axis(first, last)),
        _today(today, x),
        _dots(spans, x, names, used),
        _labels(spans),
    ]
    return Picture(
        {
            "width": WIDTH,
            "height": {"step": ROW},
            "encoding": {"y": row},
            "layer": layers,
        },
        words,
    )


def _reach(spans: Sequence[Span], period: tuple[date, date]) -> tuple[date, date]:
    days = [dot.on for span in spans for dot in span.dots]
    begins = [span.begins for span in spans if span.begins]
    return min([period[0], *days, *begins]), max([period[1], *days])


def _axis(first: date, last: date) -> Spec:
    """A year at its beginning, its other quarters by their numerals: alike in every language."""
    told = {
        str(quarter.starts_on.toordinal()): str(quarter.year)
        if quarter.number == 1
        else ROMAN[quarter.number - 1]
        for quarter in quarters_between(first, last)
        if first <= quarter.starts_on
    }
    step = 1 if len(told) <= MOST_TICKS else 4
    shown = {key: label for key, label in told.items() if step == 1 or label.isdecimal()}
    return {
        "title": None,
        "orient": "top",
        "values": [int(key) for key in shown],
        "labelExpr": looked_up(shown),
        "labelOverlap": False,
    }


ROMAN: Final = ("I", "II", "III", "IV")
MOST_TICKS: Final = 20


def _spans(spans: Sequence[Span], x: Spec, axis: Spec) -> Spec:
    values = [
        {"row": str(number), "from": span.begins.toordinal(), "to": max(days).toordinal()}
        for number, span in enumerate(spans)
        if span.begins and (days := [dot.on for dot in span.dots])
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "height": 7, "aria": False, "color": COLOURS["line"]},
        "encoding": {"x": {**x, "field": "from", "axis": axis}, "x2": {"field": "to"}},
    }


def _today(today: tuple[date, str], x: Spec) -> Spec:
    day, word = today
    line = {
        "mark": {"type": "rule", "strokeWidth": 2},
        "encoding": {
            "y": {"value": 0},
            "y2": {"value": "height"},
            "description": {"field": "said"},
        },
    }
    label = {
        "mark": {"type": "text", "aria": False, "baseline": "top", "dy": 4},
        "encoding": {"y": {"value": "height"}, "text": {"field": "said"}},
    }
    return {
        "data": {"values": [{"on": day.toordinal(), "said": word}]},
        "encoding": {"x": {**x, "field": "on"}, "color": {"value": COLOURS["accent"]}},
        "layer": [line, label],
    }


def _dots(
    spans: Sequence[Span], x: Spec, names: Mapping[Status, str], used: Sequence[Status]
) -> Spec:
    domain = [names[one] for one in used]
    legend = {"title": None, "orient": "bottom", "columns": 5}
    colour = {"domain": domain, "range": [COLOURS[LOOKS[one][0]] for one in used]}
    shape = {"domain": domain, "range": [SHAPES[one] for one in used]}
    status = {"field": "status", "type": "nominal", "legend": legend}
    return {
        "data": {"values": list(_values(spans, names))},
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {
            "x": {**x, "field": "on"},
            "fill": {**status, "scale": colour},
            "shape": {**status, "scale": shape},
            "stroke": {"value": COLOURS["surface"]},
            "strokeWidth": {"value": 0.6},
            "description": {"field": "said"},
            "href": {"field": "url"},
        },
    }


def _values(spans: Sequence[Span], names: Mapping[Status, str]) -> Iterator[dict[str, Any]]:
    """The gravest last, so that it lies on top of those beside it."""
    for number, span in enumerate(spans):
        for dot in sorted(span.dots, key=lambda it: (-GRAVITY.index(it.status), it.on)):
            yield {
                "row": str(number),
                "on": dot.on.toordinal(),
                "status": names[dot.status],
                "said": dot.said,
                "url": linked(span.url),
            }


def _labels(spans: Sequence[Span]) -> Spec:
    """Left of the axis, so that a label can be a link: those of an axis cannot."""
    values = [
        {
            "row": str(number),
            "label": span.label,
            "is_head": span.begins is None,
            "url": linked(span.url),
        }
        for number, span in enumerate(spans)
    ]
    mark = {"type": "text", "aria": False, "align": "left", "limit": LABEL - 55, "x": -LABEL}
    head = {"condition": {"test": "datum.is_head", "value": COLOURS["soft"]}}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "text": {"field": "label"},
            "color": {**head, "value": COLOURS["ink"]},
            "href": {"field": "url"},
        },
    }
