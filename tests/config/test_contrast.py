"""Every ink of the tokens can be read on every ground that it is used on, by day and in the dark.

WCAG 2.2: 4.5 for text (1.4.3), 3 for the edges of fields and the ring of the focus (1.4.11).
"""

import re

import pytest

from config.built_static import SHEETS

GROUNDS = ("paper", "surface", "row-hover")
TONES = ("red", "amber", "green", "blue", "grey")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent", *TONES) for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
    *(("ink-soft", f"{tone}-soft") for tone in TONES),
    *(("accent", f"{tone}-soft") for tone in TONES),
    ("accent", "accent-soft"),
    ("ink", "accent-soft"),
    ("accent-ink", "accent"),
]
EDGES = [(edge, ground) for edge in ("line-strong", "focus", "accent") for ground in GROUNDS]
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")


def tokens(*sheets: str) -> dict[str, str]:
    """Name → colour; a later sheet replaces what an earlier one says."""
    return {
        name: colour
        for sheet in sheets
        for name, colour in TOKEN.findall((SHEETS / sheet).read_text(encoding="utf-8"))
    }


LOOKS = {
    "light": tokens("00-tokens.css"),
    "dark": tokens("00-tokens.css", "dark.css"),
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, of #rgb or #rrggbb."""
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert [round(contrast("#000", "#fff"), 2), round(contrast("#777777", "#fff"), 2)] == [21, 4.48]


@pytest.mark.parametrize("look", LOOKS)
def test_text_can_be_read_on_its_grounds(look: str) -> None:
    known = LOOKS[look]
    found = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_edges_of_fields_and_the_focus_can_be_seen(look: str) -> None:
    known = LOOKS[look]
    found = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


def test_the_dark_has_a_colour_for_every_colour_of_the_light() -> None:
    assert set(LOOKS["light"]) - set(tokens("dark.css")) == set()
