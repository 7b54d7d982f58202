"""A specification drawn as SVG, or as PNG for documents that take no SVG; drawn once, then kept."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.utils.safestring import SafeString
from lxml import etree

from measures.pictures.cleaning import cleaned
from measures.pictures.palette import COLOURS
from measures.pictures.words import Spec, Words

log = logging.getLogger(__name__)
KEPT_FOR: Final = 24 * 60 * 60  # seconds
VERSION: Final = 4  # grows with what cleaning does: pictures kept from before are left alone
PRINTED_AT: Final = 2.0  # pixels of a PNG for each of the picture's


@dataclass(frozen=True)
class Picture:
    """What a definition makes: a specification, and what is said of it."""

    spec: Spec
    words: Words


def picture(made: Picture, *, name: str) -> SafeString:
    """For a page, in its colours; `name` is unique on the page and begins every id.

    "" where it cannot be drawn: the table beside it tells the same, so the page stays and the log
    says why.
    """
    key = _key(made, name)
    if (kept := cache.get(key)) is not None:
        return SafeString(kept)
    try:
        drawn = draw(made, name=name)
    except (ValueError, etree.LxmlError):
        log.exception("The picture “%s” could not be drawn.", name)
        return SafeString("")
    cache.set(key, drawn, KEPT_FOR)
    return SafeString(drawn)


def draw(made: Picture, *, name: str, plain: bool = False) -> str:
    """SVG text. `plain`: with colours of its own and without links, for paper.

    Raises ValueError for a specification that cannot be drawn.
    """
    # Starts an engine of its own, about 0.4 s and 60 MB: only processes that draw pay for it.
    import vl_convert

    svg = vl_convert.vegalite_to_svg(_dressed(made.spec, PAPER if plain else PADDING))
    return cleaned(svg, name=name, words=made.words, plain=plain)


def draw_png(made: Picture, *, name: str) -> bytes:
    """The plain picture, twice as fine as on a screen. Raises ValueError."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(draw(made, name=name, plain=True), scale=PRINTED_AT))


FONT: Final = "sans-serif"
# The reader's font may be a tenth wider than the one that the library measures with.
PADDING: Final = {"left": 36, "right": 44, "top": 4, "bottom": 4}
PAPER: Final = dict.fromkeys(PADDING, 4)


def _dressed(spec: Spec, padding: Mapping[str, int]) -> Spec:
    """With the look that all pictures share."""
    text = {"labelColor": COLOURS["ink"], "titleColor": COLOURS["soft"], "labelFont": FONT}
    axis = {"domainColor": COLOURS["line"], "tickColor": COLOURS["line"]}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": padding,
        **spec,
        "config": {
            "font": FONT,
            "aria": True,
            "view": {"stroke": None},
            "axis": {
                **text,
                **axis,
                "aria": False,
                "gridColor": COLOURS["line"],
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
            },
            "legend": {
                **text,
                "aria": False,
                "labelFontSize": 12,
                "symbolSize": 160,
                "columnPadding": 36,
                "labelLimit": 0,
            },
            "text": {"fontSize": 12},
        },
    }


def _key(made: Picture, name: str) -> str:
    told = [VERSION, name, made.words.title, made.words.description, made.spec]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return f"picture:{sha256(text.encode()).hexdigest()}"
