"""XLSX: real tables with filters, dates and numbers as such, and text that is never a formula."""

import re
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
from reports.draw.model import Cell, Column, Kind, Outline, Table
from reports.draw.outline import outline

DAY_FORMAT: Final = "dd.mm.yyyy"
TEXT_NEVER_GUESSED: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
NAME_LENGTH: Final = 31
CELL_LENGTH: Final = 32_767
UNIT_WIDTH: Final = 9  # characters to one unit of a column's share
HEADER_ROW: Final = 3
LINE_HEIGHT: Final = 15
TALLEST_ROW: Final = 409  # what Excel allows


class Styles:
    """Formats of one workbook, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        add = book.add_format
        line = {"border": 1, "border_color": "#D5DDE2", "valign": "top"}
        text = {"text_wrap": True, "indent": 1, **line}
        self.title = add({"bold": True, "font_size": 14})
        self.label = add({"bold": True, "valign": "top"})
        self.bold = add({"bold": True, "num_format": "#,##0", **line})
        self.note = add({"italic": True})
        self.head = add({**text, "bold": True, "bg_color": "#E7ECF3", "font_color": "#1C2830"})
        self.cells: dict[Kind, Format] = {
            Kind.TEXT: add(text),
            Kind.NUMBER: add({**line, "num_format": "#,##0"}),
            Kind.MONEY: add({**line, "num_format": "#,##0.000"}),
            Kind.DAY: add({**line, "num_format": DAY_FORMAT}),
        }


def draw(document: Mapping[str, Any], language: str) -> bytes:
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
        _cover(_sheet(book, _("About the report"), plan), plan, styles)
        for table in plan.sheets:
            _table(_sheet(book, table.title, plan), table, styles)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, title: str, plan: Outline) -> Worksheet:
    sheet = book.add_worksheet(_sheet_name(book, title))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    # The space ends the font size: an imprint may begin with a digit.
    sheet.set_footer("&L&8 " + plan.imprint.replace("&", "&&") + "&R&8 &P / &N")
    return sheet


def _sheet_name(book: xlsxwriter.Workbook, title: str) -> str:
    """Excel takes 31 characters and few signs; two sheets never have one name."""
    name = FORBIDDEN_IN_NAMES.sub(" ", title)[:NAME_LENGTH].strip()
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number = 2
    while name.lower() in taken:
        name = f"{name[: NAME_LENGTH - 3].strip()} {number}"
        number += 1
    return name


def _cover(sheet: Worksheet, plan: Outline, styles: Styles) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"{plan.title}. {plan.subtitle}", styles.title)
    row = 2
    for label, value in plan.facts:
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_string(row, 1, value[:CELL_LENGTH])
        row += 1
    for line in filter(None, (plan.warning, *plan.summary, plan.imprint)):
        row += 1
        sheet.write_string(row, 0, line, styles.note)


def _table(sheet: Worksheet, table: Table, styles: Styles) -> None:
    sheet.write_string(0, 0, table.title, styles.title)
    if table.note:
        sheet.write_string(1, 0, table.note, styles.note)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _width(column))
    if not table.rows:
        sheet.write_string(HEADER_ROW, 0, table.empty)
        return
    _add_table(sheet, table, styles)
    for number, row in enumerate(table.rows, start=HEADER_ROW + 1):
        sheet.set_row(number, _height(table, row))
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, number, place, value, styles.cells[column.kind])
    if table.total:
        for place, value in enumerate(table.total):
            _write(sheet, HEADER_ROW + 1 + len(table.rows), place, value, styles.bold)
    sheet.freeze_panes(HEADER_ROW + 1, 2 if len(table.columns) > 4 else 1)
    sheet.repeat_rows(HEADER_ROW)


def _width(column: Column) -> float:
    """In characters."""
    narrowest = 8 if column.width < 1 else 13
    return max(narrowest, min(80, UNIT_WIDTH * column.width))


def _height(table: Table, row: tuple[Cell, ...]) -> float:
    """In points; not every program fits a row to its wrapped text by itself."""
    lines = [
        sum(ceil(max(1, len(line)) / _width(column)) for line in said(value).split("\n"))
        for column, value in zip(table.columns, row, strict=True)
    ]
    return min(TALLEST_ROW, LINE_HEIGHT * max(lines))


def _add_table(sheet: Worksheet, table: Table, styles: Styles) -> None:
    """A table object brings its own filter; the total stands below, outside of what is sorted."""
    sheet.add_table(
        HEADER_ROW,
        0,
        HEADER_ROW + len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"t_{table.code}",
            "style": "Table Style Light 9",
            "columns": [
                {"header": header, "header_format": styles.head}
                for header in _headers(table.columns)
            ],
        },
    )
    sheet.set_row(
        HEADER_ROW, _height(table, tuple(column.title for column in table.columns)) + LINE_HEIGHT
    )


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
    if value is None:
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, place, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    else:
        sheet.write_string(row, place, said(value)[:CELL_LENGTH], style)
