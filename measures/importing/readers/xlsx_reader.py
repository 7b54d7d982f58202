"""Excel workbooks: every sheet a table, with merged cells."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.rules.plan_table.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TooLarge,
    build,
    laid_out,
)

Value = int | float | str | bool | time | date | datetime | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]

# Where a sheet says that a cell stands: a sheet with one cell in its last corner would otherwise
# be laid out in full.
_REFERENCE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<>]{0,400}?\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si[\s>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
MAX_SHARED = 300 * 1024 * 1024


def read(checked: Checked) -> list[Table]:
    """Raises Refused for a workbook that cannot be read, TooLarge for one beyond any plan."""
    for part in checked.parts.values():  # a sheet may go by any name
        check_extent(part)
    check_shared_texts(checked.parts.values())
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed(checked.parts)))
        return laid_out(_table(name, book.get_sheet_by_name(name)) for name in book.sheet_names)
    except (CalamineError, ValueError, OverflowError) as broken:
        if isinstance(broken, TooLarge):
            raise
        raise Refused(
            "damaged",
            _("The workbook is damaged. Open it in Excel, save it again, and import the new file."),
        ) from broken


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The checked parts alone, as an archive whose headers tell the truth."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def check_extent(sheet: bytes) -> None:
    for letters, digits in _REFERENCE.findall(sheet):
        if len(digits) > 7 or int(digits) > MAX_ROWS or column(letters) > MAX_COLUMNS * 4:
            raise TooLarge


def check_shared_texts(parts: Collection[bytes]) -> None:
    """A text kept once and shown in every cell is copied for each: together they have a limit."""
    longest = max((_longest(_SHARED_TEXT.split(part)) for part in parts), default=0)
    cells = sum(len(_CELL.findall(part)) for part in parts)
    if longest * cells > MAX_SHARED:
        raise TooLarge


def _longest(pieces: list[bytes]) -> int:
    return max(map(len, pieces[1:]), default=0)  # the first stands before any text


def column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number


def _table(name: str, sheet: CalamineSheet) -> Table:
    rows = sheet.to_python(skip_empty_area=False)
    merged = dict(_merged(sheet.merged_cell_ranges or [], len(rows), len(rows[0]) if rows else 0))
    return build(name, _cells(rows, merged))


def _merged(
    ranges: list[Range], height: int, width: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Upper left corner and size, cut to what is in use: some merge a row to the sheet's end."""
    for (top, left), (bottom, right) in ranges:
        if top < height and left < width:
            yield (top, left), (min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1)


def _cells(
    rows: list[list[Value]], merged: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterator[Cell]:
    """Merged ones first: what stands hidden below them is not part of the table."""
    for (i, j), (height, width) in merged.items():
        text = _text(rows[i][j]) if j < len(rows[i]) else ""
        yield Cell(text, i + 1, j + 1, height, width)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if (i, j) not in merged and (text := _text(value)):
                yield Cell(text, i + 1, j + 1)


def _text(value: Value) -> str:
    """As the cell shows it: whole numbers without a point, dates as acts write them."""
    match value:
        case bool():
            return ""
        case int():
            return str(value)
        case float():
            return f"{Decimal(repr(round(value, 9))).normalize():f}"
        case datetime() | date():
            return value.strftime("%d.%m.%Y")
        case str():
            return value.strip()
        case _:
            return str(value)
