"""A table of figures on graded grounds, for paper; on a page it is a table of HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from measures.pictures.bars import looked_up
from measures.pictures.drawing import Picture
from measures.pictures.palette import COLOURS
from measures.pictures.words import Words, lines
from measures.rules.grades import STEPS

CELL, ROW = 104, 26  # pixels
LETTERS: Final = 15  # of a line of a heading
LINE: Final = 13  # pixels
DARK: Final = 4  # from this grade on figures are white
AXIS: Final = {"title": None, "ticks": False, "domain": False, "labelAngle": 0, "labelLimit": 0}


@dataclass(frozen=True)
class Cell:
    """`row` and `column` by their places; `text` is the figure, `grade` 0 to STEPS its ground."""

    row: int
    column: int
    text: str
    grade: int


def heat(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell], words: Words
) -> Picture:
    """A cell that is not told of stays empty."""
    heads = {str(at): "\n".join(lines(text, LETTERS, 4)) for at, text in enumerate(columns)}
    named = dict(zip(map(str, range(len(rows))), rows, strict=True))
    values = [_value(cell, f"{rows[cell.row]} — {columns[cell.column]}") for cell in cells]
    return Picture(
        {
            "width": {"step": CELL},
            "height": {"step": ROW},
            "data": {"values": values},
            "encoding": {"x": _across(heads), "y": _down(named)},
            "layer": [_grounds(), _figures()],
        },
        words,
    )


def _value(cell: Cell, whose: str) -> dict[str, object]:
    return {
        "row": str(cell.row),
        "column": str(cell.column),
        "text": cell.text,
        "depth": cell.grade / STEPS * 0.95,
        "is_dark": cell.grade >= DARK,
        "said": f"{whose}: {cell.text}",
    }


def _across(heads: dict[str, str]) -> dict[str, object]:
    deepest = max((head.count("\n") + 1 for head in heads.values()), default=1)
    axis = {
        **AXIS,
        "orient": "top",
        "labelPadding": 4 + LINE * (deepest - 1),
        "labelExpr": looked_up(heads),
    }
    return _places("column", heads) | {"axis": axis}


def _down(named: dict[str, str]) -> dict[str, object]:
    axis = {**AXIS, "labelExpr": looked_up(named), "labelLimit": 300}
    return _places("row", named) | {"axis": axis}


def _places(field: str, named: dict[str, str]) -> dict[str, object]:
    """In the order in which they are named."""
    places = list(named)
    return {"field": field, "type": "nominal", "sort": places, "scale": {"domain": places}}


def _grounds() -> dict[str, object]:
    return {
        "mark": {"type": "rect", "color": COLOURS["accent"], "stroke": COLOURS["line"]},
        "encoding": {
            "fillOpacity": {"field": "depth", "type": "quantitative", "scale": None},
            "description": {"field": "said"},
        },
    }


def _figures() -> dict[str, object]:
    dark = {"condition": {"test": "datum.is_dark", "value": COLOURS["surface"]}}
    return {
        "mark": {"type": "text", "aria": False},
        "encoding": {"text": {"field": "text"}, "color": {**dark, "value": COLOURS["ink"]}},
    }
