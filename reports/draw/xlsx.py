"""XLSX: real tables with filters, dates and numbers as such, and text that is never a formula.

Rows are written out as they come (`constant_memory`), so that a long table takes no more memory
than a short one.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, Final

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.draw.cells import said
from reports.draw.frame import Frame, frame
from reports.draw.model import Cell, Column, Kind, Outline, Table
from reports.draw.outline import outline
from reports.draw.xlsx_book import (
    TEXT_NEVER_GUESSED,
    Styles,
    add_table,
    link,
    sheet_name,
    text_rows,
)

UNIT_WIDTH: Final = 9  # characters to one unit of a column's share
HEADER_ROW: Final = 3
LINE_HEIGHT: Final = 15
TALLEST_ROW: Final = 409  # what Excel allows
COVER_WIDTHS: Final = (58, 84)
FILLED: Final = 0.88  # of a line, on average: words part where they end, and fonts differ
TEXT_FITS: Final = 16_000  # characters that certainly fit in a cell, whatever they are


def draw(document: Mapping[str, Any], language: str, *, verify_url: str = "") -> bytes:
    """The content of an edition as XLSX bytes; the same content gives the same bytes."""
    plan, out = outline(document, language), BytesIO()
    with translation.override(language), xlsxwriter.Workbook(out, TEXT_NEVER_GUESSED) as book:
        book.set_properties(
            {
                "title": f"{plan.title}. {plan.subtitle}",
                "author": plan.author,
                "comments": plan.imprint,
                "created": plan.made_at.replace(tzinfo=None),
            }
        )
        styles = Styles(book)
        names = _names(plan)
        cover = _sheet(book, names[0], plan)
        sheets = [_sheet(book, name, plan) for name in names[1:]]
        _cover(cover, plan, frame(document, verify_url), names, styles)
        for sheet, table in zip(sheets, plan.sheets, strict=True):
            _table(sheet, table, styles, names[0])
    return out.getvalue()


def _names(plan: Outline) -> list[str]:
    """Of the first sheet and of those of the tables."""
    names: list[str] = []
    for title in (_("About the report"), *(table.title for table in plan.sheets)):
        names.append(sheet_name(title, names))
    return names


def _sheet(book: xlsxwriter.Workbook, name: str, plan: Outline) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    # The space ends the font size: an imprint may begin with a digit.
    sheet.set_footer("&L&8 " + plan.imprint.replace("&", "&&") + "&R&8 &P / &N")
    return sheet


def _cover(sheet: Worksheet, plan: Outline, words: Frame, names: list[str], styles: Styles) -> None:
    """What the report is, its summary, a contents that leads to every sheet, then the chapters."""
    for place, width in enumerate(COVER_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"{plan.title}. {plan.subtitle}", styles.title)
    row = 2
    for label, value in plan.facts:
        row = _pair(sheet, row, label, value, styles)
    if words.verify_url:
        row = _pair(sheet, row, words.verify, words.verify_url, styles)
    said = (plan.warning, *plan.summary)
    if any(said):
        row = _listed(sheet, row, plan.summary_title, said, styles)
    row = _listed(sheet, row, words.contents, (), styles)
    for name, table in zip(names[1:], plan.sheets, strict=True):
        link(sheet, row, 0, name, table.title, styles.link)
        sheet.write_number(row, 1, len(table.rows), styles.count)
        row += 1
    for section in plan.sections:
        lines = [*(piece.text for piece in section.paragraphs), section.authors]
        row = _listed(sheet, row, section.title, lines, styles)
    sheet.write_string(row + 1, 0, plan.imprint, styles.note)


def _pair(sheet: Worksheet, row: int, label: str, value: str, styles: Styles) -> int:
    sheet.set_row(row, _high((label, value), COVER_WIDTHS))
    sheet.write_string(row, 0, label, styles.label)
    sheet.write_string(row, 1, value, styles.plain)
    return row + 1


def _listed(sheet: Worksheet, row: int, title: str, lines: Any, styles: Styles) -> int:
    """A heading and what stands under it, over both columns; the row after it."""
    row += 1
    sheet.write_string(row, 0, title, styles.heading)
    for line in filter(None, lines):
        for text in text_rows(line):
            row += 1
            sheet.set_row(row, _high((text,), (sum(COVER_WIDTHS),)))
            sheet.merge_range(row, 0, row, 1, "", styles.plain)
            sheet.write_string(row, 0, text, styles.plain)
    return row + 1


def _table(sheet: Worksheet, table: Table, styles: Styles, home: str) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _width(column))
    sheet.write_string(0, 0, table.title, styles.title)
    if table.note:
        sheet.write_string(1, 0, table.note, styles.note)
    link(sheet, 2, 0, home, "← " + home, styles.link)
    if not table.rows:
        sheet.write_string(HEADER_ROW, 0, table.empty)
        return
    sheet.freeze_panes(HEADER_ROW + 1, 2 if len(table.columns) > 4 else 1)
    sheet.repeat_rows(HEADER_ROW)
    widths = [_width(column) for column in table.columns]
    headers = _headers(table.columns)
    sheet.set_row(HEADER_ROW, _high(headers, widths) + LINE_HEIGHT)
    for place, header in enumerate(headers):
        sheet.write_string(HEADER_ROW, place, header, styles.head)
    last = _rows(sheet, table, widths, styles)
    add_table(sheet, table.code, (HEADER_ROW, last), headers)
    for place, value in enumerate(table.total or ()):
        style = styles.bold_text if isinstance(value, str) else styles.totals[Kind.NUMBER]
        kind = table.columns[place].kind
        _write(sheet, last + 1, place, value, styles.totals.get(kind, style))


def _rows(sheet: Worksheet, table: Table, widths: list[float], styles: Styles) -> int:
    """Writes every row in its order; the place of the last one."""
    formats = [styles.cells[column.kind] for column in table.columns]
    number = HEADER_ROW
    for whole in table.rows:
        for row in _fitting(whole):
            number += 1
            sheet.set_row(number, _high([_wraps(value) for value in row], widths))
            for place, value in enumerate(row):
                _write(sheet, number, place, value, formats[place])
    return number


def _wraps(value: Cell) -> str:
    """What may need several lines: figures and days have room in every column."""
    return said(value) if isinstance(value, str | list) else ""


def _fitting(row: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """The row, and under it as many more as its longest text needs; the figures only once."""
    if not any(len(_wraps(value)) > TEXT_FITS for value in row):
        return [row]
    texts = [text_rows(said(value)) if isinstance(value, str | list) else None for value in row]
    most = max(len(pieces) for pieces in texts if pieces)
    first = tuple(
        value if pieces is None else pieces[0] for value, pieces in zip(row, texts, strict=True)
    )
    rest = [
        tuple(pieces[at] if pieces and at < len(pieces) else None for pieces in texts)
        for at in range(1, most)
    ]
    return [first, *rest]


def _width(column: Column) -> float:
    """In characters."""
    narrowest = 8 if column.width < 1 else 13
    return max(narrowest, min(80, UNIT_WIDTH * column.width))


def _high(texts: Any, widths: Any) -> float:
    """In points; not every program fits a row to its wrapped text by itself."""
    most = 1
    for text, width in zip(texts, widths, strict=True):
        room = width * FILLED
        if len(text) > room or "\n" in text:
            most = max(most, sum(ceil(max(1, len(line)) / room) for line in text.split("\n")))
    return min(TALLEST_ROW, LINE_HEIGHT * most)


def _headers(columns: tuple[Column, ...]) -> list[str]:
    """A table object refuses two headers that are the same, whatever their case."""
    found: list[str] = []
    for column in columns:
        title = column.title
        while title.lower() in {one.lower() for one in found}:
            title += " "
        found.append(title)
    return found


def _write(sheet: Worksheet, row: int, place: int, value: Cell, style: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, place, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    else:
        sheet.write_string(row, place, said(value), style)
