"""What each format has besides its figures: contents, signature, words for who cannot see."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from reports.draw import DRAW, qr
from reports.draw.outline import outline
from reports.draw.xlsx_book import CELL_LENGTH, text_rows
from tests.reports.draw.conftest import ADDRESS, NASTY, Document
from tests.reports.draw.reading import HTML, READ, bare, parsed

FORMATS = pytest.mark.parametrize("fmt", list(DRAW))


@FORMATS
def test_the_address_to_check_a_file_at_is_in_it_only_when_there_is_one(
    full: Document, fmt: str
) -> None:
    with_address = bare(READ[fmt](DRAW[fmt](full, "ru", verify_url=ADDRESS)))
    assert bare(ADDRESS) in with_address
    assert "tracker.example.org" not in READ[fmt](DRAW[fmt](full, "ru"))


@FORMATS
def test_an_edition_of_an_older_form_is_still_drawn(document: Document, fmt: str) -> None:
    older = {key: value for key, value in document.items() if key != "lateness"}
    assert len(DRAW[fmt](older, "kk")) > 1000


@FORMATS
def test_chapters_of_words_stand_as_they_were_written_and_say_whose_they_are(
    full: Document, fmt: str
) -> None:
    text = bare(READ[fmt](DRAW[fmt](full, "kk")))
    assert bare("Қабылданған шаралар") in text
    assert bare(NASTY) in text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_contents_of_a_word_document_are_filled_and_lead_to_every_heading(
    full: Document, language: str
) -> None:
    body = docx.Document(BytesIO(DRAW["docx"](full, language))).element.body
    links = {
        link.get(qn("w:anchor")): words_of(link)
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    }
    marks = body.iter(qn("w:bookmarkStart"))
    headings = {mark.get(qn("w:name")): words_of(mark.getparent()) for mark in marks}
    assert links == headings
    codes = [code.text.split()[0] for code in body.iter(qn("w:instrText"))]
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert (codes, kinds) == (["TOC"], ["begin", "separate", "end"])
    assert len(headings) == 24


def words_of(element: Any) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def test_a_word_document_is_in_its_language_and_a_text_in_its_own(full: Document) -> None:
    data = DRAW["docx"](full, "kk")
    with ZipFile(BytesIO(data)) as archive:
        styles = archive.read("word/styles.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"kk-KZ"}
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', body)) == {"kk-KZ", "ru-RU"}


def test_tables_of_word_have_words_and_heads_and_rows_that_do_not_part(full: Document) -> None:
    tables = docx.Document(BytesIO(DRAW["docx"](full, "ru"))).tables
    for table in tables:
        props = table._tbl.tblPr
        assert props.find(qn("w:tblCaption")).get(qn("w:val"))
        head, *rows = table._tbl.tr_lst
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in rows]
        assert all(whole) or "7.2" in table.cell(2, 0).text  # rows with whole reports in them
        styles = {line.style.name for row in table.rows for cell in row.cells
                  for line in cell.paragraphs}  # fmt: skip
        assert all(name.startswith("Cell") for name in styles)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_signature_asks_for_position_signature_name_and_date(
    full: Document, language: str
) -> None:
    lines = docx.Document(BytesIO(DRAW["docx"](full, language))).paragraphs
    texts = [line.text for line in lines]
    at = max(place for place, text in enumerate(texts) if text.startswith("_") or "\t___" in text)
    asked = [text.split("\t")[0] for text in texts[at - 2 : at + 2]]
    words = {"en": ["Position", "Signature", "Full name", "Date"]}
    assert len(set(asked)) == 4
    assert asked == words.get(language, asked)
    assert "2009" in texts[at + 1]


def test_the_first_sheet_leads_to_every_other_and_back(full: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](full, "ru")))
    first, *others = book.worksheets
    targets = [row[0].hyperlink.location for row in first.iter_rows() if row[0].hyperlink]
    assert targets == [f"'{sheet.title}'!A1" for sheet in others]
    assert {sheet["A3"].hyperlink.location for sheet in others} == {f"'{first.title}'!A1"}
    assert all(sheet.freeze_panes and sheet.tables for sheet in others)


def test_no_sheet_has_a_formula_a_program_or_an_address(full: Document) -> None:
    data = DRAW["xlsx"](full, "ru")
    with ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]
        sheets = [archive.read(one) for one in archive.namelist() if "worksheets/sheet" in one]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def test_a_text_longer_than_a_cell_is_parted_into_just_itself() -> None:
    text = "я😀" * CELL_LENGTH
    pieces = text_rows(text)
    assert "".join(pieces) == text
    assert {len(one.encode("utf-16-le")) // 2 <= 32_767 for one in pieces} == {True}
    assert text_rows("") == [""]


def test_a_long_reason_goes_on_in_the_next_row_and_figures_stand_once(full: Document) -> None:
    full["extensions"][0]["reason"] = "р" * 40_000
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](full, "ru")))
    sheet = next(one for one in book if "t_extensions" in one.tables)
    assert sheet.tables["t_extensions"].ref == "A4:I6"
    assert len(sheet["I5"].value + sheet["I6"].value) == 40_000
    assert [cell.value for cell in sheet[6]][:8] == [None] * 8


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(
    full: Document, language: str
) -> None:
    page = parsed(DRAW["html"](full, language, verify_url=ADDRESS))
    assert page.get("lang") == language
    tags = {str(one.tag).removeprefix(HTML) for one in page.iter()}
    assert not tags & {"script", "link", "iframe", "object", "form", "base"}
    attributes = [name for one in page.iter() for name in one.keys()]  # noqa: SIM118
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
    addresses = [one.get("href") for one in page.iter(f"{HTML}a")]
    places = {one.get("id") for one in page.iter()}
    assert [one for one in addresses if not one.startswith("#")] == [ADDRESS]
    assert {one[1:] for one in addresses if one.startswith("#")} <= places


def test_a_table_of_a_page_has_a_caption_and_heads_of_columns_and_rows(full: Document) -> None:
    page = parsed(DRAW["html"](full, "ru"))
    plan = outline(full, "ru")
    tables = list(page.iter(f"{HTML}table"))
    assert len(tables) == len(plan.tables) + len(plan.wide_tables)
    for table in tables:
        caption = "".join(table.find(f"{HTML}caption").itertext())
        heads: list[Any] = list(table.iter(f"{HTML}th"))
        assert (caption, {one.get("scope") for one in heads}) == (caption or "?", {"col", "row"})


def test_a_qr_code_is_the_same_every_time_and_stands_on_white() -> None:
    assert qr.svg(ADDRESS) == qr.svg(ADDRESS)
    assert qr.png(ADDRESS).getvalue() == qr.png(ADDRESS).getvalue()
    assert 'fill="#fff"' in qr.svg(ADDRESS)
