"""Every figure of every table is in every format what the outline of the document says."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from measures.rules.csv_cells import harmless
from reports.draw import DRAW
from reports.draw.cells import said
from reports.draw.model import Cell, Kind, Outline, Table
from reports.draw.outline import outline
from reports.draw.paper import paper
from tests.reports.draw.conftest import Document
from tests.reports.draw.reading import (
    READ,
    csv_tables,
    docx_grids,
    html_grids,
    missing_rows,
    pdf_text,
    structure,
    told,
)

LANGUAGES = pytest.mark.parametrize("language", ["ru", "kk", "en"])


def on_paper(plan: Outline) -> list[Table]:
    sheets = paper(plan)
    return [one for one in (*sheets.upright, *sheets.across, *sheets.annexes) if one.rows]


@LANGUAGES
def test_the_document_fills_every_table(full: Document, language: str) -> None:
    plan = outline(full, language)
    assert [table.code for table in (*plan.sheets, *plan.wide_tables) if not table.rows] == []


@LANGUAGES
def test_word_has_every_cell_of_every_table(full: Document, language: str) -> None:
    with translation.override(language):
        expected = [told(table) for table in on_paper(outline(full, language))]
    assert docx_grids(DRAW["docx"](full, language)) == expected


@LANGUAGES
def test_a_page_has_every_cell_of_every_table(full: Document, language: str) -> None:
    with translation.override(language):
        expected = [told(table) for table in on_paper(outline(full, language))]
    assert html_grids(DRAW["html"](full, language)) == expected


@LANGUAGES
def test_the_pdf_has_every_row_in_the_order_of_reading(full: Document, language: str) -> None:
    data = DRAW["pdf"](full, language)
    with translation.override(language):
        tables = on_paper(outline(full, language))
        assert list(missing_rows(pdf_text(data), tables)) == []
    kinds = [kind for kind, _ in structure(data)]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TR") == sum(1 + len(one.rows) + bool(one.total) for one in tables)
    assert kinds.count("/TH") == sum(len(one.columns) for one in tables)


@LANGUAGES
def test_the_spreadsheet_has_every_value_as_what_it_is(full: Document, language: str) -> None:
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](full, language)))
    for sheet, table in zip(book.worksheets[1:], outline(full, language).sheets, strict=True):
        rows = [*table.rows, *([table.total] if table.total else [])]
        with translation.override(language):
            expected = [[as_read(value) for value in row] for row in rows]
        found = sheet.iter_rows(min_row=5, max_col=len(table.columns), values_only=True)
        assert [[day_of(value) for value in row] for row in found] == expected
        head = [cell.value for cell in sheet[4]][: len(table.columns)]
        assert [str(one).strip() for one in head] == [column.title for column in table.columns]


def as_read(value: Cell) -> object:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, int | Decimal):
        return float(value)
    return said(value) or None


def day_of(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, int) else value


@LANGUAGES
def test_comma_separated_files_have_every_value(full: Document, language: str) -> None:
    read = csv_tables(DRAW["csv"](full, language))
    plan = outline(full, language)
    for table in plan.sheets:
        with translation.override(language):
            expected = [[as_text(value) for value in row] for row in table.rows]
        assert read[table.code] == [[one.title for one in table.columns], *expected]
    assert list(read) == ["about", "columns", *(table.code for table in plan.sheets)]


def as_text(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else harmless(said(value))


def test_the_list_of_columns_names_each_with_what_it_holds(full: Document) -> None:
    read = csv_tables(DRAW["csv"](full, "en"))
    listed = {(row[0], row[3]): (row[2], row[4], row[5]) for row in read["columns"][1:]}
    assert listed["overdue.csv", "Days late"] == ("6", "whole number", "1")
    assert listed["spending.csv", "Planned"] == ("2", "million tenge, a point before decimals", "2")
    assert len(read["columns"]) - 1 == sum(
        len(rows[0]) for name, rows in read.items() if ruled(name)
    )


def ruled(name: str) -> bool:
    return name not in ("about", "columns")


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html"])
def test_a_table_too_long_for_a_page_says_where_the_rest_is(
    full: Document, fmt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full["overdue"] = [{**full["overdue"][0], "days_late": 9000 + at} for at in range(7)]
    monkeypatch.setattr("reports.draw.paper.MOST_ROWS", 5)
    text = " ".join(READ[fmt](DRAW[fmt](full, "en")).split())
    assert "The first 5 of 7 rows. All of them stand in the XLSX and CSV files" in text
    assert [day for day in range(9000, 9007) if f"{day:,}" in text] == [*range(9000, 9005)]
    assert len(csv_tables(DRAW["csv"](full, "en"))["overdue"]) == 1 + 7


def test_kinds_of_columns_have_formats_of_numbers(full: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](full, "en")))
    formats = {
        Kind.NUMBER: "#,##0",
        Kind.MONEY: "#,##0.000",
        Kind.DAY: "dd.mm.yyyy",
        Kind.TEXT: "General",
    }
    for sheet, table in zip(book.worksheets[1:], outline(full, "en").sheets, strict=True):
        rows: Iterable[tuple[object, ...]] = sheet.iter_rows(
            min_row=5, max_row=4 + len(table.rows), max_col=len(table.columns)
        )
        read = [[cell.number_format for cell in row] for row in rows]
        assert read == [[formats[column.kind] for column in table.columns]] * len(table.rows)
