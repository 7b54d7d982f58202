"""Both writers of a list, read back by libraries that did not write the files."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook

from measures.exporting.lists import Column, Listing, in_chunks, lines, workbook

DAY = date(2009, 7, 6)
# As OWASP lists them, and in the full width that some programs fold into the plain one.
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "  =1",
]
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)


def columns(*titles):
    return [
        Column(title, lambda row, place=place: row[place]) for place, title in enumerate(titles)
    ]


def csv_rows(listing):
    text = "".join(lines(listing))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def sheets(listing, **more):
    with workbook(listing, **more) as file:
        return CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


def test_both_files_hold_the_same_rows_with_days_and_figures_as_such():
    rows = [["7.1", 5, Decimal("12.50"), DAY, MOMENT, None, _("overdue")]]
    listing = Listing("x", "List", columns(*"abcdefg"), rows, DAY)
    with translation.override("en"):
        told, book = csv_rows(listing), sheets(listing)
    # TIME_ZONE is Asia/Almaty, in July 2009 six or seven hours ahead.
    [head, row] = book.get_sheet_by_index(0).to_python()
    assert told[0] == head == list("abcdefg")
    assert told[1][:4] == ["7.1", "5", "12.50", "2009-07-06"]
    assert told[1][5:] == ["", "overdue"]
    assert row[:4] == ["7.1", 5.0, 12.5, DAY]
    assert row[4].strftime("%Y-%m-%d %H:%M") == told[1][4]
    assert row[6] == "overdue"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(text):
    listing = Listing("x", "List", columns("a"), [[text]], DAY, [("Words", text)])
    assert csv_rows(listing)[1] == [f"'{text}"]
    with workbook(listing, about=[("Address", text)]) as file:
        packed = file.read()
    book = openpyxl.load_workbook(io.BytesIO(packed))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    filters = book.worksheets[1]["B4"]
    assert (filters.data_type, filters.quotePrefix) == ("s", True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())


def test_an_address_in_a_text_becomes_no_link():
    with workbook(Listing("x", "List", columns("a"), [["https://example.org"]], DAY)) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    assert book.worksheets[0]["A2"].hyperlink is None


def test_the_head_stays_in_sight_and_filters_and_the_second_sheet_says_what_was_asked():
    rows = [["7.1"], ["7.2"]]
    listing = Listing("x", "A/B: [list]", columns("a"), rows, DAY, [("Agency", "МВД")])
    with translation.override("en"), workbook(listing, about=[("Made by", "me")]) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    first, second = book.worksheets
    assert (first.title, first.freeze_panes, first.auto_filter.ref) == ("A B   list", "A2", "A1:A3")
    assert [[cell.value for cell in row] for row in second.iter_rows()] == [
        ["List", "A/B: [list]"],
        ["As of", "06.07.2009"],
        ["Rows", "2"],
        ["Agency", "МВД"],
        ["Made by", "me"],
    ]


def test_a_text_too_long_for_a_cell_is_cut_in_the_workbook_and_whole_in_csv():
    text = "я😀" * 20_000
    listing = Listing("x", "List", columns("a"), [[text]], DAY)
    assert csv_rows(listing)[1] == [text]
    with translation.override("en"):
        [_head, [cell]] = sheets(listing).get_sheet_by_index(0).to_python()
    assert cell.endswith("… (cut here; the CSV file has all of it)")
    assert len(cell.encode("utf-16-le")) // 2 < 32_767


def test_control_signs_break_neither_file():
    text = "a\x01b\x0bc\x1fd"
    listing = Listing("x", "List", columns("a"), [[text]], DAY)
    assert csv_rows(listing)[1] == [text]
    [_head, [cell]] = sheets(listing).get_sheet_by_index(0).to_python()
    assert cell.replace("_x0001_", "").startswith("a")


def test_an_empty_list_is_a_head_alone():
    listing = Listing("x", "List", columns("a", "b"), [], DAY)
    assert csv_rows(listing) == [["a", "b"]]
    assert sheets(listing).get_sheet_by_index(0).to_python() == [["a", "b"]]


def test_words_are_of_the_language_in_which_the_file_was_asked_for():
    listing = Listing("x", "List", [Column("a", lambda row: _("overdue"))], [1], DAY)
    with translation.override("en"):
        pieces = lines(listing)
    with translation.override("ru"):
        assert "".join(pieces).splitlines()[1] == "overdue"


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1700])
def test_rows_are_told_of_some_hundreds_at_a_time_and_none_is_lost(count):
    sizes = []

    def told(some):
        sizes.append(len(some))
        return some

    assert list(in_chunks(list(range(count)), told)) == list(range(count))
    assert sum(sizes) == count
    assert max(sizes, default=0) <= 500
