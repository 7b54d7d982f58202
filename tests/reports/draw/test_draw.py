"""Each format opened by a reader that has nothing to do with what wrote it."""

import re
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from django.db.models import Count
from django.utils import translation
from pypdf import PdfReader

from measures.models import Measure, Obligation
from planner.models import ActionPlan
from reports.draw import DRAW, pdf, tables
from reports.draw.pictures import by_body, by_direction, pictures
from reports.rules.canonical import digest
from tests.reports.conftest import TODAY
from tests.reports.draw.conftest import KAZAKH, NASTY, Document
from tests.reports.draw.reading import READ, csv_tables, docx_text, html_text, pdf_text, xlsx_text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("fmt", list(DRAW))
def test_the_same_content_gives_the_same_bytes(document: Document, fmt: str, language: str) -> None:
    assert DRAW[fmt](document, language) == DRAW[fmt](document, language)


@pytest.mark.parametrize("fmt", list(DRAW))
def test_what_people_wrote_stands_there_letter_for_letter(document: Document, fmt: str) -> None:
    text = " ".join(READ[fmt](DRAW[fmt](document, "ru")).split())
    assert re.sub(r"\s", "", NASTY) in re.sub(r"\s", "", text)


@pytest.mark.parametrize("fmt", list(DRAW))
def test_kazakh_letters_and_the_hash_of_the_content_are_in_every_format(
    document: Document, fmt: str
) -> None:
    data = DRAW[fmt](document, "kk")
    assert set(KAZAKH) <= set(READ[fmt](data))
    assert digest(document) in footers(fmt, data)


def test_paper_has_pictures_with_their_words(document: Document) -> None:
    word = docx.Document(BytesIO(DRAW["docx"](document, "en")))
    told = [shape._inline.docPr for shape in word.inline_shapes]
    titles = [
        "Measures and reports by status",
        "Reports owed by direction and status",
        "Execution discipline of the bodies",
    ]
    assert [one.get("title") for one in told] == titles
    assert "The totals by direction give the figures." in told[1].get("descr")
    text = pdf_text(DRAW["pdf"](document, "en"))
    assert all(title in text for title in titles)
    assert html_text(DRAW["html"](document, "en")).count("give the figures") == len(titles)


def test_the_picture_has_the_figures_of_the_table_of_directions(document: Document) -> None:
    with translation.override("kk"):
        made = by_direction(document)
        table = tables.directions(document)
    drawn = Counter(
        {row["said"].rsplit(": ", 1)[0]: row["count"] for row in made.spec["data"]["values"]}
    )
    titles = [column.title for column in table.columns]
    assert drawn == {
        f"{row[0]} — {titles[at]}": row[at]
        for row in table.rows
        for at in range(2, len(titles) - 1)
        if row[at]
    }


def test_what_the_plan_has_not_has_no_picture(document: Document) -> None:
    counts = {**document["totals"], "measures": {"done": 0}}
    nothing = {"directions": [], "agencies": [], "discipline": {"agencies": []}, "totals": counts}
    assert pictures({**document, **nothing}) == ()


def test_a_picture_shows_the_bodies_that_are_late_most(document: Document) -> None:
    code = next(iter(document["bodies"]))
    names = [f"{code}-{number}" for number in range(20)]
    bodies = {name: {"short": {"ru": name}, "by_agreement": False} for name in names}
    ranked = [
        {"agency": name, "in_time": 3, "late": 0, "out": number, "ahead": 1}
        for number, name in enumerate(names)
    ]
    told = {**document, "bodies": bodies, "discipline": {"agencies": ranked, "total": {}}}
    with translation.override("en"):
        drawn = by_body(told).spec["data"]["values"]
    assert len({row["row"] for row in drawn}) == 15
    assert [row["said"] for row in drawn if row["row"] == "0"] == [
        f"{code}-19 — Handed in in time: 3",
        f"{code}-19 — Not handed in, date past: 19",
        f"{code}-19 — Date still to come: 1",
    ]


def footers(fmt: str, data: bytes) -> str:
    if fmt == "pdf":
        return re.sub(r"\s", "", pdf_text(data))
    if fmt == "html":
        return html_text(data)
    if fmt == "csv":
        return csv_tables(data)["about"][-1][1]
    if fmt == "docx":
        return "".join(
            line.text
            for section in docx.Document(BytesIO(data)).sections
            for line in section.footer.paragraphs
        )
    sheets = openpyxl.load_workbook(BytesIO(data)).worksheets
    return "".join(str(sheet.oddFooter.left.text) for sheet in sheets)


def by_status(plan: ActionPlan) -> dict[str, int]:
    """Counted by the database, apart from all that gathers and draws."""
    rows = Obligation.objects.filter(measure__plan=plan).with_status(TODAY).order_by()
    return dict(rows.values_list("status").annotate(Count("pk")))


def test_figures_of_the_spreadsheet_are_those_of_the_database(
    document: Document, plan: ActionPlan
) -> None:
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](document, "en")))
    sheet = book["Totals by status"]
    read = {row[0]: row[3] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}
    counts = by_status(plan)
    assert (read["overdue"], read["done"], read["not due yet"]) == (
        counts["overdue"],
        counts["done"],
        counts["not_due"],
    )
    assert read["Total"] == Obligation.objects.filter(measure__plan=plan).count()


def test_figures_of_the_word_document_are_those_of_the_database(
    document: Document, plan: ActionPlan
) -> None:
    word = docx.Document(BytesIO(DRAW["docx"](document, "en")))
    rows = {row.cells[0].text: row.cells[3].text for row in word.tables[0].rows}
    assert int(rows["overdue"]) == by_status(plan)["overdue"]
    assert int(rows["Total"]) == Obligation.objects.filter(measure__plan=plan).count()


def test_figures_of_the_pdf_are_those_of_the_database(document: Document, plan: ActionPlan) -> None:
    text = pdf_text(DRAW["pdf"](document, "en"))
    totals = text[text.index("Totals by status") :]
    whole = Obligation.objects.filter(measure__plan=plan).count()
    assert re.search(rf"Total\s+{Measure.objects.count()}\s+\d+\s+{whole}\b", totals)
    assert f"{by_status(plan)['overdue']} report is overdue." in text


def test_the_spreadsheet_has_real_tables_dates_and_no_formulas(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](document, "ru")))
    overdue = next(sheet for sheet in book if "t_overdue" in sheet.tables)
    assert overdue.tables["t_overdue"].autoFilter.ref == "A4:H5"
    assert overdue.freeze_panes == "C5"
    assert [cell.value for cell in overdue[5]][3:7] == [
        overdue["D5"].value,
        overdue["D5"].value,
        87,
        0,
    ]
    assert (overdue["D5"].value.date(), overdue["D5"].is_date) == (date(2009, 4, 10), True)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert NASTY in xlsx_text(DRAW["xlsx"](document, "ru"))


def test_the_pdf_is_archivable_tagged_and_says_its_language(document: Document) -> None:
    reader = PdfReader(BytesIO(DRAW["pdf"](document, "kk")))
    catalog = reader.root_object
    assert catalog["/Lang"] == "kk"
    assert bool(catalog["/MarkInfo"]["/Marked"])
    xmp = catalog["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", xmp, re.DOTALL)
    assert "pdfuaid:part>1<" in xmp
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2009, 7, 6)
    fonts = re.findall(rb"/BaseFont\s*/(\w+\+)?", DRAW["pdf"](document, "kk"))
    assert all(fonts)


def test_signs_that_no_font_inside_has_are_named_and_spoil_nothing(document: Document) -> None:
    document["measures"][0]["title"]["ru"] = "Визы 公安 и 😀 нашлись\ue000\ufeff"
    text = re.sub(r"\s", "", pdf_text(pdf.draw(document, "ru")))
    assert "Визы[U+516C][U+5B89]и[U+1F600]нашлись[U+E000]" in text


@pytest.mark.parametrize("fmt", list(DRAW))
def test_characters_that_no_format_may_hold_are_left_out(document: Document, fmt: str) -> None:
    document["measures"][0]["title"]["ru"] = "Тихий\x01звонок\ufffe."
    assert "Тихийзвонок." in re.sub(r"\s", "", READ[fmt](DRAW[fmt](document, "ru")))


def test_the_word_document_has_headings_repeating_headers_and_a_page_across(
    document: Document,
) -> None:
    data = DRAW["docx"](document, "ru")
    word = docx.Document(BytesIO(data))
    assert [one.orientation for one in word.sections] == [0, 1]
    styles = [line.style.name for line in word.paragraphs if line.style]
    assert [styles.count(name) for name in ("Title", "Heading 1", "Heading 2")] == [1, 22, 1]
    assert word.core_properties.language == "ru-RU"
    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert body.count("<w:tblHeader/>") == len(word.tables)
    footer = ZipFile(BytesIO(data)).read("word/footer1.xml") + ZipFile(BytesIO(data)).read(
        "word/footer2.xml"
    )
    assert b"NUMPAGES" in footer


def test_a_text_in_another_language_says_so(document: Document) -> None:
    assert "in Russian" in docx_text(DRAW["docx"](document, "en"))


def test_a_very_long_text_goes_on_in_the_next_row_of_the_spreadsheet(document: Document) -> None:
    report = next(row for row in document["measures"] if row["accepted"])["accepted"][0]
    report["text"] = "я" * 70_000
    book = openpyxl.load_workbook(BytesIO(DRAW["xlsx"](document, "ru")))
    sheet = next(one for one in book if "t_accepted" in one.tables)
    texts = [str(row[7]) for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert "".join(texts) == report["text"]


def test_long_kazakh_words_of_a_header_may_part_and_stay_the_same_words() -> None:
    with translation.override("kk"):
        parted = pdf._syllables("Ауыстырылатын мерзім")
    assert parted == "Ауысты\u00adры\u00adла\u00adтын мерзім"
    with translation.override("ru"):
        assert pdf._syllables("Первоначальный срок") == "Первоначальный срок"
