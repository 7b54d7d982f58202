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
    deepest = max((head.count("\n") + 1 for head in heads.values()), default=1)
    named = dict(zip(map(str, range(len(rows))), rows, strict=True))
    values = [
        {
            "row": str(cell.row),
            "column": str(cell.column),
            "text": cell.text,
            "depth": cell.grade / STEPS * 0.95,
            "is_dark": cell.grade >= DARK,
            "said": f"{rows[cell.row]} — {columns[cell.column]}: {cell.text}",
        }
        for cell in cells
    ]
    axis = {"title": None, "ticks": False, "domain": False, "labelAngle": 0, "labelLimit": 0}
    return Picture(
        {
            "width": {"step": CELL},
            "height": {"step": ROW},
            "data": {"values": values},
            "encoding": {
                "x": {
                    "field": "column",
                    "type": "nominal",
                    "sort": list(heads),
                    "scale": {"domain": list(heads)},
                    "axis": {
                        **axis,
                        "orient": "top",
                        "labelPadding": 4 + LINE * (deepest - 1),
                        "labelExpr": looked_up(heads),
                    },
                },
                "y": {
                    "field": "row",
                    "type": "nominal",
                    "sort": list(named),
                    "scale": {"domain": list(named)},
                    "axis": {**axis, "labelExpr": looked_up(named), "labelLimit": 300},
                },
            },
            "layer": [_grounds(), _figures()],
        },
        words,
    )


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
