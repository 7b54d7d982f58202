"""Tables of the site as a file: a workbook, or comma-separated values. Nothing is a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from measures.rules.csv_cells import BOM, harmless
from reports.draw.cells import said
from reports.draw.model import Cell, Kind, Table

LONGEST_CELL: Final = 32_767
WIDEST: Final = 60
NEVER_GUESSED: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORMATS: Final = {Kind.NUMBER: "#,##0", Kind.MONEY: "#,##0.000", Kind.DAY: "dd.mm.yyyy"}
NAME_LENGTH: Final = 31


def csv_bytes(table: Table) -> bytes:
    """One table with its headings, as an office's spreadsheet opens it."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";")
    lines.writerow([harmless(column.title) for column in table.columns])
    for row in table.rows:
        lines.writerow([_bare(value) for value in row])
    return (BOM + text.getvalue()).encode()


def _bare(value: Cell) -> str:
    """Numbers and days for machines, texts harmless."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else harmless(said(value))


def xlsx_bytes(title: str, facts: Sequence[tuple[str, str]], tables: Sequence[Table]) -> bytes:
    """A first sheet that says what it is, then a sheet for each table, with a filter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, NEVER_GUESSED) as book:
        book.set_properties({"title": title})
        cover = book.add_worksheet(title[:NAME_LENGTH])
        cover.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        cover.set_column(0, 1, 44)
        for row, (label, value) in enumerate(facts, start=2):
            cover.write_string(row, 0, label, book.add_format({"bold": True}))
            cover.write_string(row, 1, value[:LONGEST_CELL])
        for table in tables:
            _sheet(book, table)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(_name(book, table.title))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    line = {"border": 1, "border_color": "#D5DDE2", "valign": "top"}
    looks = {
        kind: book.add_format({**line, "num_format": FORMATS[kind]})
        if kind in FORMATS
        else book.add_format({**line, "text_wrap": True})
        for kind in Kind
    }
    head = book.add_format({**line, "bold": True, "text_wrap": True, "bg_color": "#E7ECF3"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, min(WIDEST, max(10, 9 * column.width)))
        sheet.write_string(0, place, column.title, head)
    rows = [*table.rows, *([table.total] if table.total else [])]
    for number, row in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, number, place, value, looks[column.kind])
    if not rows:
        sheet.write_string(1, 0, table.empty)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.freeze_panes(1, min(2, len(table.columns) - 1))
    sheet.repeat_rows(0)


def _name(book: xlsxwriter.Workbook, title: str) -> str:
    name = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:NAME_LENGTH].strip()
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number = 2
    while name.lower() in taken:
        name = f"{name[: NAME_LENGTH - 3].strip()} {number}"
        number += 1
    return name


def _write(sheet: Worksheet, row: int, place: int, value: Cell, look: Format) -> None:
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, place, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    else:
        sheet.write_string(row, place, said(value)[:LONGEST_CELL], look)
