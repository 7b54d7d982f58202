"""Each format opened by a reader that has nothing to do with what wrote it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from django.db.models import Count
from django.utils import translation
from pypdf import PdfReader

from agencies.models import Agency
from measures.models import Evidence, Measure, Obligation
from planner.models import ActionPlan
from reports.draw import DRAW, pdf, tables
from reports.draw.pictures import by_direction, pictures
from reports.rules.canonical import digest
from tests import factories
from tests.reports.conftest import TODAY, Hand, Told

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
NASTY = '=1+1 <b>&amp; *жирный* #[code] `x` $y$ \\ "кавычки" @SUM(A1)'
Document = dict[str, Any]
Opened = Callable[[bytes], str]


def docx_text(data: bytes) -> str:
    word = docx.Document(BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in word.paragraphs), *cells])


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def xlsx_text(data: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(data))
    values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(str(value) for value in values if value is not None)


READ: dict[str, Opened] = {"docx": docx_text, "pdf": pdf_text, "xlsx": xlsx_text}


@pytest.fixture
def document(plan: ActionPlan, agency: Agency, told: Told, hand_in: Hand) -> Document:
    """Three measures: one overdue, one accepted with an awkward text, one not due yet."""
    late, done, ahead = (
        factories.ObligationFactory(
            measure=factories.MeasureFactory(plan=plan, number=f"7.{number}", title_kk=KAZAKH),
            agency=agency,
            due_on=due_on,
        )
        for number, due_on in enumerate(
            (date(2009, 4, 10), date(2009, 6, 10), date(2010, 1, 10)), start=1
        )
    )
    for owed in (late, done, ahead):
        factories.DeadlineFactory(measure=owed.measure)
        factories.ExecutorFactory(measure=owed.measure, agency=agency)
    entry = hand_in(done, date(2009, 6, 9), reviewed_on=date(2009, 6, 11), text=NASTY)
    Evidence.objects.create(
        entry=entry, name="отчёт.pdf", size=1, sha256="1", uploaded_by=entry.author
    )
    return told()


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


def test_paper_has_a_picture_of_the_directions_with_its_words(document: Document) -> None:
    word = docx.Document(BytesIO(DRAW["docx"](document, "en")))
    (shape,) = word.inline_shapes
    told = shape._inline.docPr
    assert told.get("title") == "Reports owed by direction and status"
    assert "The totals by direction give the figures." in told.get("descr")
    assert "Reports owed by direction and status" in pdf_text(DRAW["pdf"](document, "en"))


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


def test_a_concept_without_directions_has_no_picture(document: Document) -> None:
    assert pictures({**document, "directions": []}) == ()


def footers(fmt: str, data: bytes) -> str:
    if fmt == "pdf":
        return re.sub(r"\s", "", pdf_text(data))
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
    rows = {row.cells[0].text: row.cells[3].text for row in word.tables[1].rows}
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
    assert (styles.count("Title"), styles.count("Heading 1")) == (1, 21)
    assert word.core_properties.language == "ru-RU"
    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    filled = word.tables[1:]
    assert body.count("<w:tblHeader/>") == len(filled)
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
