"""A list as an Excel workbook, written row by row: memory does not grow with the list.

The first sheet is the list itself, its head frozen and with a filter, so that it can be sorted and
counted at once; the second says what was asked for, of which day and when.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from measures.exporting.lists.model import Cell, Kind, Listing
from measures.rules.csv_cells import begins_a_formula

OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}
LONGEST_CELL: Final = 32_000  # of the 32 767 units of UTF-16 that a cell holds
LONGEST_NAME: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
SHOWN: Final = {Kind.DAY: "dd.mm.yyyy", Kind.MOMENT: "dd.mm.yyyy hh:mm"}


def workbook(listing: Listing, *, about: Sequence[tuple[str, str]] = ()) -> IO[bytes]:
    """The file, open at its beginning; it is gone when it is closed. `about`: further lines of the
    second sheet, beside the list's own."""
    packed: IO[bytes] = TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
    with Workbook(packed, OPTIONS) as book:
        book.set_properties({"title": str(listing.title)[:255]})
        count = _Sheet(book, listing).draw()
        _about(book, listing, count, about)
    packed.seek(0)
    return packed


class _Sheet:
    def __init__(self, book: Workbook, listing: Listing) -> None:
        self.listing = listing
        self.sheet: Worksheet = book.add_worksheet(sheet_name(str(listing.title)))
        add: Callable[[dict[str, Any]], Format] = book.add_format
        self.head = add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7ECF3"})
        wraps = {"text_wrap": True, "valign": "top"}
        self.text = add(wraps)
        # What begins like a formula is marked as text for good, as an apostrophe does in a cell.
        self.quoted = add({**wraps, "quote_prefix": True})
        self.shown = {
            kind: add({"num_format": fmt, "valign": "top"}) for kind, fmt in SHOWN.items()
        }
        self.number = add({"valign": "top"})

    def draw(self) -> int:
        """How many rows there are."""
        columns = self.listing.columns
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(0, place, str(column.title), self.head)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        cells = [(place, column.cell) for place, column in enumerate(columns)]
        number = 0
        for number, row in enumerate(self.listing.rows, start=1):
            for place, cell in cells:
                self._write(number, place, cell(row))
        self.sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        return number

    def _write(self, row: int, place: int, value: Cell) -> None:
        match value:
            case None | "":
                return
            case str():
                self._write_text(row, place, value)
            case datetime():
                naive = timezone.make_naive(value) if timezone.is_aware(value) else value
                self.sheet.write_datetime(row, place, naive, self.shown[Kind.MOMENT])
            case date():
                self.sheet.write_datetime(row, place, value, self.shown[Kind.DAY])
            case int() | float() | Decimal():
                self.sheet.write_number(row, place, value, self.number)
            case _:
                self._write_text(row, place, str(value))

    def _write_text(self, row: int, place: int, text: str) -> None:
        look = self.quoted if begins_a_formula(text) else self.text
        self.sheet.write_string(row, place, whole(text), look)


def whole(text: str) -> str:
    """The text as far as a cell holds it; where it is cut, it says so.

    Excel counts units of UTF-16, of which some signs take two.
    """
    if len(text) * 2 <= LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: LONGEST_CELL * 2].decode("utf-16-le", errors="ignore")
    return f"{kept}… {_('(cut here; the CSV file has all of it)')}"


def sheet_name(title: str) -> str:
    """Excel takes 31 characters and few signs."""
    return _FORBIDDEN.sub(" ", title)[:LONGEST_NAME].strip() or "1"


def _about(book: Workbook, listing: Listing, count: int, more: Sequence[tuple[str, str]]) -> None:
    name = _("About this table")
    sheet: Worksheet = book.add_worksheet(sheet_name(name))
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    told = [
        (_("List"), str(listing.title)),
        (_("As of"), f"{listing.day:%d.%m.%Y}"),
        (_("Rows"), str(count)),
        *(listing.filters or [(_("Filters"), _("none: everything is in it"))]),
        *more,
    ]
    for row, (what, value) in enumerate(told):
        sheet.write_string(row, 0, str(what), label)
        sheet.write_string(row, 1, whole(str(value)), text)
