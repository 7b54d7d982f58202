"""Tables of a DOCX as XML, written row by row: python-docx makes objects of every cell, which takes
minutes and gigabytes for a large plan. The markup is that of its own tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reports.draw.cells import is_number, said
from reports.draw.docx_styles import CELL, CELL_HEAD, CELL_NUMBER, CELL_TOTAL, LOCALES, NARROW
from reports.draw.model import Cell, Paragraph, Table
from reports.draw.paper import is_short

TWIPS: Final = 635  # English metric units in a twentieth of a point, in which tables are measured
HEADER_FILL: Final = "E7ECF3"
MARGIN: Final = 45  # twips: the library's own margins take a third of a narrow column
MANY_COLUMNS: Final = 10
LOOK: Final = (
    '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="0" w:noVBand="1"/>'
)
HEADING_SPACE: Final = 100  # twips above a heading inside a cell
BREAKS: Final = re.compile(r"[\n\t]")


def table_xml(table: Table, room: int) -> Iterator[str]:
    """A <w:tbl>, piece by piece, as wide as `room` (English metric units)."""
    suffix = NARROW if len(table.columns) > MANY_COLUMNS else ""
    widths = _widths([column.width for column in table.columns], room // TWIPS)
    yield _opening(table, widths)
    yield _head(table, widths, suffix)
    # A row with whole reports in it may be longer than a page; any other stays on one.
    whole = not any(isinstance(value, list) for row in table.rows for value in row)
    short, last = is_short(table), len(table.rows) - 1
    for at, row in enumerate(table.rows):
        kept = bool(table.total) if at == last else short
        yield _row(row, widths, CELL + suffix, CELL_NUMBER + suffix, whole=whole, kept=kept)
    if table.total:
        total = CELL_TOTAL + suffix
        yield _row(table.total, widths, total, total, whole=True, right=True)
    yield "</w:tbl>"


def _widths(shares: Sequence[float], room: int) -> list[int]:
    """Twips of each column; together just `room`."""
    whole = sum(shares)
    edges = [round(room * sum(shares[:at]) / whole) for at in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _opening(table: Table, widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>{LOOK}'
        f"<w:tblCaption w:val={_attribute(table.title)}/>"
        f"<w:tblDescription w:val={_attribute(table.note or table.title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _attribute(text: str) -> str:
    return quoteattr(BREAKS.sub(" ", text))


def _head(table: Table, widths: Sequence[int], suffix: str) -> str:
    """The row that repeats on every page."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADER_FILL}"/>'
    cells = "".join(
        _cell(_paragraph(CELL_HEAD + suffix, _run(column.title)), width, fill)
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    row: Iterable[Cell],
    widths: Sequence[int],
    style: str,
    number: str,
    *,
    whole: bool,
    right: bool = False,
    kept: bool = False,
) -> str:
    """`right`: numbers are set to the right by hand, where `number` is not a style that does.
    `kept`: on the page of the next row."""
    more = "<w:keepNext/>" if kept else ""
    cells = "".join(
        _cell(_content(value, number if is_number(value) else style, more, right=right), width)
        for value, width in zip(row, widths, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>"


def _cell(content: str, width: int, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def _content(value: Cell, style: str, more: str, *, right: bool) -> str:
    if isinstance(value, list) and value:
        return "".join(_piece(piece, style, first=not at) for at, piece in enumerate(value))
    align = '<w:jc w:val="right"/>' if right and is_number(value) else ""
    return _paragraph(style, _run(said(value)), more + align)


def _piece(piece: Paragraph, style: str, *, first: bool) -> str:
    above = "" if first or not piece.heading else f'<w:spacing w:before="{HEADING_SPACE}"/>'
    keep = "<w:keepNext/>" if piece.heading else ""
    locale = LOCALES.get(piece.language, piece.language)
    marks = f"{'<w:b/>' if piece.heading else ''}<w:lang w:val={_attribute(locale)}/>"
    return _paragraph(style, _run(piece.text, marks), keep + above)


def _paragraph(style: str, content: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def _run(text: str, marks: str = "") -> str:
    if not text:
        return ""
    props = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{props}{_text(text)}</w:r>"


def _text(text: str) -> str:
    """Lines and tabs are elements of their own."""
    if not BREAKS.search(text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    parts = re.split(r"([\n\t])", text)
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
    return "".join(
        marks[part] if part in marks else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in parts
    )
