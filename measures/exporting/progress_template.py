"""The table in which an agency fills in what it reports: a row for each report that is owed.

What says which report a row is about is locked; what is filled in is open, with the choices of the
row's own kind of deadline and what a draft says already. No password: it keeps from slips alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from measures.exporting.lists import Column, Kind, Listing
from measures.exporting.lists.owed import title_of
from measures.exporting.lists.workbook import sheet_name, whole
from measures.models import DocumentKind
from measures.progress_words import HEADINGS, claims_for
from measures.rules.csv_cells import begins_a_formula
from measures.rules.progress_table import LONGEST_NUMBER, Col, key_of
from measures.templatetags.tracker import period

DAY: Final = "dd.mm.yyyy"
EARLIEST: Final = date(1991, 1, 1)  # for the check of a document's date in the cell
KINDS: Final = "kinds"  # the name of the list of documents


@dataclass(frozen=True)
class Place:
    """A column of the template; `open`: it is filled in."""

    title: str
    width: int
    cell: Any
    open: bool = False


def _draft(row: Any) -> Any:
    return row.drafts[0] if row.drafts else None


def _of_draft(name: str) -> Any:
    return lambda row: getattr(_draft(row), name) if _draft(row) else None


def key(row: Any) -> str:
    draft = _draft(row)
    return key_of(row.pk, draft.version if draft else 0)


def _claim(row: Any) -> str:
    draft = _draft(row)
    return str(claims_for(row.kind).get(draft.claim, "")) if draft else ""


def _kind(row: Any) -> str:
    draft = _draft(row)
    return draft.get_document_kind_display() if draft and draft.document_kind else ""


def places() -> list[Place]:
    named = {col: str(words) for col, words in HEADINGS.items()}
    return [
        Place(named[Col.KEY], 12, key),
        Place(named[Col.NUMBER], 9, lambda row: row.measure.number),
        Place(_("Measure"), 48, lambda row: title_of(row.measure)),
        Place(_("Completion form"), 20, lambda row: row.measure.completion_form),
        Place(_("Agency"), 10, lambda row: row.agency.short),
        Place(_("Role"), 14, lambda row: str(row.get_role_display())),
        Place(_("Due on"), 12, lambda row: row.due_on),
        Place(_("Period"), 16, period),
        Place(named[Col.CLAIM], 22, _claim, open=True),
        Place(named[Col.TEXT], 60, _of_draft("text"), open=True),
        Place(named[Col.DOCUMENT_KIND], 22, _kind, open=True),
        Place(named[Col.DOCUMENT_NUMBER], 16, _of_draft("document_number"), open=True),
        Place(named[Col.DOCUMENT_ON], 14, _of_draft("document_on"), open=True),
    ]


def as_listing(rows: Iterable[Any], day: date) -> Listing:
    """The same table for CSV."""
    columns = [Column(one.title, one.cell, Kind.TEXT, one.width) for one in places()]
    return Listing("reports-to-fill-in", _("Reports"), columns, rows, day)


def drawn(rows: Iterable[Any]) -> IO[bytes]:
    """The workbook, open at its beginning."""
    packed: IO[bytes] = TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
    options = {"in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(packed, options) as book:
        sheet = _Sheet(book)
        sheet.draw(rows)
        _how_to(book)
        _kinds(book)
    packed.seek(0)
    return packed


class _Sheet:
    def __init__(self, book: Workbook) -> None:
        self.sheet: Worksheet = book.add_worksheet(sheet_name(_("Reports")))
        edged = {"border": 1, "border_color": "#D5DDE2", "text_wrap": True, "valign": "top"}
        grey, to_fill = {**edged, "bg_color": "#EEF1F3"}, {**edged, "locked": False}
        head = {**edged, "bold": True, "bg_color": "#DCE5EA"}
        self.head: Format = book.add_format(head)
        self.head_open: Format = book.add_format({**head, "bg_color": "#F5E7B8"})
        self.looks: dict[tuple[bool, bool], Format] = {
            (is_open, is_day): book.add_format({**look, **({"num_format": DAY} if is_day else {})})
            for is_open, look in ((False, grey), (True, to_fill))
            for is_day in (False, True)
        }
        quoted = {**to_fill, "quote_prefix": True}
        self.quoted = {True: book.add_format(quoted), False: book.add_format({**grey, **quoted})}
        self.places = places()

    def draw(self, rows: Iterable[Any]) -> None:
        for at, place in enumerate(self.places):
            self.sheet.set_column(at, at, place.width)
            self.sheet.write_string(0, at, place.title, self.head_open if place.open else self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, place in enumerate(self.places):
                self._write(last, at, place.cell(row), is_open=place.open)
            self._choices(last, row)
        self._set_up(last)

    def _write(self, row: int, at: int, value: Any, *, is_open: bool) -> None:
        is_day = self.places[at].title == str(HEADINGS[Col.DOCUMENT_ON]) or isinstance(value, date)
        look = self.looks[is_open, is_day]
        if value in (None, ""):
            self.sheet.write_blank(row, at, None, look)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, at, value, look)
        else:
            text = whole(str(value))
            look = self.quoted[is_open] if begins_a_formula(text) else look
            self.sheet.write_string(row, at, text, look)

    def _choices(self, number: int, row: Any) -> None:
        """The lists of the row's own cells."""
        words = [str(one) for one in claims_for(row.kind).values()]
        self._check(number, Col.CLAIM, {"validate": "list", "source": words})

    def _check(self, row: int, col: Col, rule: dict[str, Any], last: int | None = None) -> None:
        at = self._at(col)
        told = {"error_title": _("Choose from the list"), "ignore_blank": True, **rule}
        self.sheet.data_validation(row, at, last or row, at, told)

    def _at(self, col: Col) -> int:
        return next(at for at, one in enumerate(self.places) if one.title == str(HEADINGS[col]))

    def _set_up(self, last: int) -> None:
        if last:
            kinds = {"validate": "list", "source": f"={KINDS}"}
            self._check(1, Col.DOCUMENT_KIND, kinds, last)
            number = {"validate": "length", "criteria": "<=", "value": LONGEST_NUMBER}
            self._check(1, Col.DOCUMENT_NUMBER, number, last)
            day = {"validate": "date", "criteria": ">=", "value": EARLIEST}
            wrong = {"error_title": _("Write a date"), "error_message": _("Such as 06.07.2009.")}
            self._check(1, Col.DOCUMENT_ON, {**day, **wrong}, last)
        self.sheet.freeze_panes(1, 3)
        self.sheet.autofilter(0, 0, max(last, 1), len(self.places) - 1)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        allowed = ("format_columns", "format_rows", "autofilter", "select_locked_cells")
        self.sheet.protect("", dict.fromkeys(allowed, True))


def _how_to(book: Workbook) -> None:
    sheet: Worksheet = book.add_worksheet(sheet_name(_("How to fill it in")))
    sheet.set_column(0, 0, 100)
    look = book.add_format({"text_wrap": True, "valign": "top"})
    for at, line in enumerate(_lines()):
        sheet.write_string(at, 0, line, look)


def _lines() -> Iterator[str]:
    yield _("Fill in the columns with a yellow heading; a row left empty is left alone.")
    yield _("The key says which report a row is about. Do not change it, and do not merge cells.")
    yield _("A report for a period needs a text, or “nothing to report”.")
    yield _("What is done needs the kind, number and date of the completion document.")
    yield _("Rows may be deleted, columns moved or added: they are found by their headings.")
    yield _("Upload the file on the page from which you took it. It is shown to you first.")


def _kinds(book: Workbook) -> None:
    """The list of documents is too long to stand in a rule itself."""
    sheet: Worksheet = book.add_worksheet("lists")
    for at, kind in enumerate(DocumentKind):
        sheet.write_string(at, 0, str(kind.label))
    book.define_name(KINDS, f"=lists!$A$1:$A${len(DocumentKind)}")
    sheet.hide()
