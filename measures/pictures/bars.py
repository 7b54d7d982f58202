"""Bars of counts by status, a row for each of what is compared."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from measures.pictures.drawing import Picture
from measures.pictures.palette import COLOURS, LOOKS, ORDER, fill_of
from measures.pictures.words import Words, lines, linked
from measures.rules.lateness import Status

WIDTH, LABEL, ROW = 640, 300, 34  # pixels
LETTERS: Final = 42  # of a line of a label
NARROWEST: Final = 0.05  # of the longest bar: a thinner part has no room for its figure


@dataclass(frozen=True)
class Bar:
    """`counts` by status; `said` is what a part tells on its own, `urls` where it leads."""

    label: str
    counts: Mapping[Status, int]
    urls: Mapping[Status, str]


def by_status(
    bars: Sequence[Bar], names: Mapping[Status, str], words: Words, *, width: int = WIDTH
) -> Picture:
    """One bar a row, its parts in the order of ORDER; a status that nobody has is left out.

    `width` of the longest bar, pixels: paper takes a narrower one, so that words are not shrunk.
    """
    longest = max((sum(bar.counts.values()) for bar in bars), default=0) or 1
    parts = [part for number, bar in enumerate(bars) for part in _parts(number, bar, names)]
    used = [status for status in ORDER if any(bar.counts.get(status) for bar in bars)]
    return Picture(
        {
            "width": width,
            "height": {"step": ROW},
            "data": {"values": parts},
            "encoding": {"y": _rows([bar.label for bar in bars])},
            "layer": [_bars(names, used, columns=4 if width >= WIDTH else 3), _figures(longest)],
        },
        words,
    )


def _parts(number: int, bar: Bar, names: Mapping[Status, str]) -> Iterable[dict[str, Any]]:
    start = 0
    for status in ORDER:
        if count := bar.counts.get(status, 0):
            yield {
                "row": str(number),
                "status": names[status],
                "from": start,
                "to": start + count,
                "count": count,
                "is_solid": LOOKS[status][1] in ("", "cross"),
                "said": f"{bar.label} — {names[status]}: {count}",
                "url": linked(bar.urls.get(status, "")),
            }
            start += count


def _rows(labels: Sequence[str]) -> dict[str, Any]:
    told = {str(number): "\n".join(lines(label, LETTERS, 2)) for number, label in enumerate(labels)}
    return {
        "field": "row",
        "type": "nominal",
        "sort": list(told),
        "scale": {"domain": list(told), "paddingInner": 0.3, "paddingOuter": 0.15},
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelLimit": LABEL,
            "labelPadding": 8,
            "labelExpr": looked_up(told),
        },
    }


def looked_up(told: Mapping[str, str]) -> str:
    """A label for each value of an axis, by its place in a table; lines split at line ends.

    In ASCII: the expression is code, in which some letters of a text (U+2028) end a line.
    """
    return f"split({json.dumps(told)}[datum.value], '\\n')"


def _bars(names: Mapping[Status, str], used: Sequence[Status], *, columns: int) -> dict[str, Any]:
    scale = {"domain": [names[one] for one in used], "range": [fill_of(one) for one in used]}
    legend = {
        "title": None,
        "orient": "top",
        "columns": columns,
        "labelLimit": 220,
        "symbolType": "square",
    }
    return {
        "mark": {"type": "bar", "stroke": COLOURS["surface"], "strokeWidth": 1},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "axis": {"title": None, "format": "d", "tickMinStep": 1, "tickCount": 6},
            },
            "x2": {"field": "to"},
            "color": {"field": "status", "type": "nominal", "scale": scale, "legend": legend},
            "description": {"field": "said"},
            "href": {"field": "url"},
        },
    }


def _figures(longest: int) -> dict[str, Any]:
    """Figures on the parts that have room for them; on a pattern with a halo."""
    solid = {"test": "datum.is_solid", "value": COLOURS["surface"]}
    return {
        "transform": [
            {"filter": f"datum.count >= {longest * NARROWEST}"},
            {"calculate": "(datum.from + datum.to) / 2", "as": "middle"},
        ],
        "mark": {"type": "text", "aria": False, "fontWeight": "bold"},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative"},
            "text": {"field": "count"},
            "color": {"condition": solid, "value": COLOURS["ink"]},
            "stroke": {"condition": {**solid, "value": None}, "value": COLOURS["surface"]},
            "href": {"field": "url"},
        },
    }
