"""PDF by typst: PDF/A-2a and PDF/UA-1 at once, fonts inside, every text passed as data.

Nothing that people wrote is put into markup: the template reads one JSON value.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from django.utils import translation
from django.utils.translation import get_language

from measures.pictures import Picture
from measures.pictures import draw as draw_svg
from measures.pictures.drawing import FONT
from reports.draw import qr
from reports.draw.cells import said
from reports.draw.frame import Frame, frame
from reports.draw.model import Cell, Kind, Outline, Table
from reports.draw.outline import outline
from reports.draw.paper import Paper, is_short, paper

TEMPLATE: Final = Path(__file__).with_name("report.typ")
# Blocks that the fonts inside typst certainly hold: basic Latin and Cyrillic.
SURELY_SHOWN: Final = frozenset(map(chr, [*range(0x20, 0x7F), *range(0x400, 0x460), 0x0A, 0xA0]))
NUMBERS: Final = (Kind.NUMBER, Kind.MONEY, Kind.SHARE)
VOWELS: Final = "аәеиоөуүұыіэюя"
LONG_WORD: Final = re.compile(r"\w{11,}")
SYLLABLE: Final = re.compile(f"(?<=\\w\\w[{VOWELS}])(?=[^\\W{VOWELS}][{VOWELS}]\\w)", re.IGNORECASE)
PROBE: Final = (
    '#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))\n'
    '#set text(lang: "en", font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
    "#sys.inputs.text"
)


def draw(document: Mapping[str, Any], language: str, *, verify_url: str = "") -> bytes:
    """The content of an edition as PDF bytes; the same content gives the same bytes."""
    plan = outline(document, language)
    with translation.override(language):
        told = {**_plain(plan), **_tables(paper(plan)), **_framed(frame(document, verify_url))}
        data = json.dumps(told, ensure_ascii=False)
    return _compiled(_template(), "data", _showable(data), int(plan.made_at.timestamp()))


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _compiled(source: bytes, name: str, value: str, timestamp: int) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        sys_inputs={name: value},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,  # the same fonts, and so the same bytes, on every machine
        timestamp=timestamp,
    )


def _plain(plan: Outline) -> dict[str, Any]:
    made = plan.made_at
    return {
        **{name: getattr(plan, name) for name in ("title", "subtitle", "warning", "language")},
        **{name: getattr(plan, name) for name in ("imprint", "page_of", "author", "facts")},
        "approval": plan.approval,
        "summary_title": plan.summary_title,
        "summary": plan.summary,
        "brief": plan.brief,
        "pictures": [_picture(made, at) for at, made in enumerate(plan.pictures)],
        "sections": [asdict(section) for section in plan.sections],
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
    }


def _tables(sheets: Paper) -> dict[str, Any]:
    return {
        "tables": [_table(table) for table in sheets.upright],
        "wide_tables": [_table(table) for table in sheets.across],
        "annexes": [_table(table) for table in sheets.annexes],
    }


def _framed(words: Frame) -> dict[str, Any]:
    said = asdict(words)
    annexes = said.pop("annexes")
    return {
        **said,
        "annexes_title": annexes,
        "qr": qr.svg(words.verify_url) if words.verify_url else "",
    }


def _picture(made: Picture, at: int) -> dict[str, str]:
    """Its words in the font of the page: typst has no other, and PDF/A allows none missing."""
    svg = draw_svg(made, name=f"picture-{at}", plain=True)
    return {
        "title": made.words.title,
        "alt": f"{made.words.title}. {made.words.description}",
        "svg": svg.replace(f'font-family="{FONT}"', 'font-family="Libertinus Serif"'),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "note": table.note,
        "empty": table.empty,
        "columns": [_syllables(column.title) for column in table.columns],
        "widths": [column.width for column in table.columns],
        "numbers": [column.kind in NUMBERS for column in table.columns],
        "rows": [[_cell(value) for value in row] for row in table.rows],
        "total": [_cell(value) for value in table.total or ()],
        "long": any(isinstance(value, list) for row in table.rows for value in row),
        "short": is_short(table),
    }


def _syllables(title: str) -> str:
    """Typst has no hyphenation for Kazakh: its long words may part between syllables."""
    if get_language() != "kk":
        return title
    return LONG_WORD.sub(lambda word: SYLLABLE.sub("\N{SOFT HYPHEN}", word[0]), title)


def _cell(value: Cell) -> str | dict[str, Any]:
    if isinstance(value, list):
        return {"pieces": [asdict(piece) for piece in value]}
    return said(value)


def _showable(text: str) -> str:
    """Signs that no font inside can show are named by their number: PDF/A allows no blanks."""
    hidden = {sign for sign in set(text) - SURELY_SHOWN if not _is_shown(sign)}
    return "".join(f"[U+{ord(sign):04X}]" if sign in hidden else sign for sign in text)


@lru_cache(maxsize=4096)
def _is_shown(sign: str) -> bool:
    try:
        _compiled(PROBE.encode(), "text", f"a{sign}", 0)
    except typst.TypstError:
        return False
    return True
