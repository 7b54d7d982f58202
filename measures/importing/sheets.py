"""Spreadsheets as plain sheets of cells: Excel, OpenDocument and comma-separated values.

A file is judged before any reader sees it (measures.importing.safety); of an archive only the
checked XML is handed on, and calamine reads values, never formulas.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from agencies.errors import Refused
from measures.importing import archives, safety
from measures.importing.kinds import FileKind, carries_macros
from measures.importing.readers.xlsx_reader import (
    check_extent,
    check_shared_texts,
    column,
    packed,
)
from measures.rules.plan_table.grid import TooLarge
from measures.rules.progress_table import Sheet

MOST_ROWS: Final = 5_000
MOST_CELLS: Final = 500_000
MOST_SIGNS: Final = 50_000_000  # of all cells together, repeated ones counted as often
MOST_COLUMNS: Final = 200
ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]{0,400}>")
_IS_ERROR: Final = re.compile(rb"""\bt\s*=\s*["']e["']""")
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ODS_MACROS: Final = re.compile(r"^(Basic|Scripts)/", re.IGNORECASE)
DELIMITERS: Final = ";,\t"


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """Raises Refused with what to do instead, in words for those who fill in a spreadsheet."""
    try:
        return _read(data, name)
    except TooLarge:
        raise too_large() from None
    except Refused as refused:
        said = _SAID[refused.code]() if refused.code in _SAID else str(refused)
        raise Refused(refused.code, said) from refused


def _read(data: bytes, name: str) -> list[Sheet]:
    if data[:2] == b"PK" and name.lower().endswith(".ods"):
        safety.check_size(len(data))
        return _calamine(_ods(data))
    checked = safety.check(data, name)
    if checked.kind == FileKind.CSV:
        return [_csv(checked.text)]
    if checked.kind != FileKind.XLSX:
        raise Refused("wrong_type", _wrong_type())
    for part in checked.parts.values():
        check_extent(part)
    check_shared_texts(checked.parts.values())
    broken = frozenset(_broken(checked.parts.values()))
    return [replace(one, broken=broken) for one in _calamine(packed(checked.parts))]


def _broken(parts: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Cells of a workbook that show an error (#REF!), which calamine reads as empty ones. Of which
    sheet is not asked: a table of reports has no formulas on its others."""
    for part in parts:
        for cell in _CELL.findall(part):
            if _IS_ERROR.search(cell) and (found := _PLACE.search(cell)):
                yield int(found[2]) - 1, column(found[1]) - 1


def too_large() -> Refused:
    told = _("The table is longer than what an agency owes: at most %(rows)d rows are read.")
    return Refused("too_many_rows", told % {"rows": MOST_ROWS})


def _calamine(archive: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive))
        return [_sheet(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, ValueError, OverflowError) as broken:
        if isinstance(broken, TooLarge):
            raise
        raise Refused("damaged", _damaged()) from broken


def _sheet(name: str, sheet: CalamineSheet) -> Sheet:
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise TooLarge
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(name, rows, frozenset(_joined(sheet.merged_cell_ranges or [], len(rows))))


def _joined(ranges: list[Any], height: int) -> Iterator[tuple[int, int]]:
    """Cells that are merged with one of another row, as far as the sheet is filled."""
    for (top, left), (bottom, right) in ranges:
        for at in range(top, min(bottom, height - 1) + 1) if bottom > top else ():
            yield from ((at, place) for place in range(left, min(right, left + MOST_COLUMNS) + 1))


def _csv(text: str) -> Sheet:
    """The delimiter with which the first lines have most columns."""
    start = text[:20_000]
    widths = {one: _width(start, one) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: widths[one])
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=best, strict=True)
        rows = [_unquoted(row) for row, _number in zip(lines, range(MOST_ROWS + 1), strict=False)]
    except csv.Error as broken:
        raise Refused("damaged", _damaged()) from broken
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise TooLarge
    return Sheet("csv", rows)


def _width(start: str, delimiter: str) -> int:
    try:
        lines = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        return max((len(row) for row, _n in zip(lines, range(30), strict=False)), default=0)
    except csv.Error:
        return 0


def _unquoted(row: list[str]) -> list[str]:
    """Without the apostrophe by which our own files keep a text from being a formula."""
    return [cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t" else cell for cell in row]


def _ods(data: bytes) -> bytes:
    """The checked XML of an OpenDocument spreadsheet as an archive of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            archives.check_members(members, len(data))
            if any(_ODS_MACROS.match(member.filename) for member in members):
                raise carries_macros()
            if archive.read("mimetype").strip() != ODS:
                raise Refused("wrong_type", _wrong_type())
            parts = dict(archives.xml_parts(archive, members))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as broken:
        raise Refused("damaged", _damaged()) from broken
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused("encrypted", _("The file is protected with a password. Remove it first."))
    return _packed_ods({name: _shrunk(part) for name, part in parts.items()})


def _packed_ods(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", ODS)
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


_REPEATED: Final = re.compile(rb'(table:number-(?:rows|columns)-repeated=")(\d{4,})(")')


def _shrunk(part: bytes) -> bytes:
    """The empty rest of a sheet is one row repeated a million times: once is enough. What is
    repeated with something in it is counted before it is laid out."""
    part = _REPEATED.sub(rb"\g<1>1\g<3>", part)
    if b"table:table-row" in part:
        _check_repeated(part)
    return part


def _check_repeated(part: bytes) -> None:
    cells = signs = rows = 0
    for _event, row in iterparse(io.BytesIO(part)):
        if row.tag == f"{_TABLE}table":
            rows = 0
        if row.tag != f"{_TABLE}table-row":
            continue
        times = int(row.get(f"{_TABLE}number-rows-repeated", 1))
        each = [int(cell.get(f"{_TABLE}number-columns-repeated", 1)) for cell in row]
        longest = max((sum(map(len, cell.itertext())) for cell in row), default=0)
        rows, cells = rows + times, cells + times * sum(each)
        signs += times * sum(each) * longest
        row.clear()
        if rows > MOST_ROWS or cells > MOST_CELLS or signs > MOST_SIGNS:
            raise TooLarge


def _wrong_type() -> str:
    return _("This is not a spreadsheet that can be read here: upload an .xlsx, .ods or .csv file.")


def _damaged() -> str:
    return _("The file is damaged or cut short. Open it, save it again, and upload the new file.")


# The same refusals as of a plan's table, said to whoever fills in a spreadsheet.
_SAID: Final = {
    "wrong_type": _wrong_type,
    "damaged": _damaged,
    "empty_file": lambda: _("The file is empty. Choose the file that you filled in."),
    "too_large": lambda: _("The file is too large for a table of reports. Take pictures out."),
    "zip_bomb": lambda: _(
        "The file unpacks to far more than a table of reports can be, so it was not opened. "
        "Copy your rows into a new template and upload that."
    ),
    "pdf": lambda: _("This is a PDF. Upload the spreadsheet itself: .xlsx, .ods or .csv."),
    "old_format": lambda: _("This is an old .xls file. Save it as .xlsx and upload that."),
    "open_document": _wrong_type,
}
