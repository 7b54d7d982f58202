"""What XlsxWriter does not do by itself: a table object over rows that are already written."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from reports.draw.model import Kind

DAY_FORMAT: Final = "dd.mm.yyyy"
TEXT_NEVER_GUESSED: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
NAME_LENGTH: Final = 31
CELL_LENGTH: Final = 32_000  # of the 32 767 units of UTF-16 that a cell holds


class Styles:
    """Formats of one workbook, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        add = book.add_format
        line = {"border": 1, "border_color": "#D5DDE2", "valign": "top"}
        text = {"text_wrap": True, "indent": 1, **line}
        numbers = {
            Kind.NUMBER: "#,##0",
            Kind.MONEY: "#,##0.000",
            Kind.SHARE: "0.0",
            Kind.DAY: DAY_FORMAT,
        }
        self.title = add({"bold": True, "font_size": 14})
        self.heading = add({"bold": True, "font_size": 12})
        self.label = add({"bold": True, "valign": "top", "text_wrap": True})
        self.plain = add({"text_wrap": True, "valign": "top"})
        self.note = add({"italic": True})
        self.link = add({"font_color": "#17506B", "underline": 1})
        self.count = add({"num_format": "#,##0", "align": "left"})
        self.head = add({**text, "bold": True, "bg_color": "#E7ECF3", "font_color": "#1C2830"})
        self.cells: dict[Kind, Format] = {Kind.TEXT: add(text)}
        self.totals: dict[Kind, Format] = {}
        self.bold_text = add({**text, "bold": True})
        for kind, shown in numbers.items():
            self.cells[kind] = add({**line, "num_format": shown})
            self.totals[kind] = add({**line, "num_format": shown, "bold": True})


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """Excel takes 31 characters and few signs; two sheets never have one name."""
    name = FORBIDDEN_IN_NAMES.sub(" ", title)[:NAME_LENGTH].strip()
    known = {one.lower() for one in taken}
    number = 2
    while name.lower() in known:
        name = f"{name[: NAME_LENGTH - 3].strip()} {number}"
        number += 1
    return name


def link(sheet: Worksheet, row: int, place: int, name: str, text: str, style: Format) -> None:
    """To another sheet of the workbook."""
    quoted = name.replace("'", "''")
    sheet.write_url(row, place, f"internal:'{quoted}'!A1", style, text)


def add_table(sheet: Worksheet, code: str, rows: tuple[int, int], headers: Sequence[str]) -> None:
    """A table object with its filter over rows from the header's to the last, written already.

    The library refuses tables in constant memory, since it would write their headers and remember
    every cell of them. So it is given the first two rows only, and told their true number then.
    """
    first, last = rows
    columns = [{"header": header} for header in headers]
    options = {"name": f"t_{code}", "style": "Table Style Light 9", "columns": columns}
    written, sheet.constant_memory = sheet._write_string, False
    sheet._write_string = lambda *_args: 0
    try:
        done = sheet.add_table(first, 0, first + 1, len(headers) - 1, options)
    finally:
        sheet._write_string, sheet.constant_memory = written, True
    if done != 0:
        raise ValueError(f"The table {code!r} was refused.")
    whole = xl_range(first, 0, last, len(headers) - 1)
    sheet.tables[-1].update(range=whole, a_range=whole, autofilter=whole)


def text_rows(text: str) -> list[str]:
    """The text in pieces that a cell holds, at least one; together they are the text."""
    pieces, start, room = [], 0, CELL_LENGTH
    for at, sign in enumerate(text):
        room -= 1 + (ord(sign) > 0xFFFF)
        if room < 0:
            pieces.append(text[start:at])
            start, room = at, CELL_LENGTH - 1 - (ord(sign) > 0xFFFF)
    return [*pieces, text[start:]]
