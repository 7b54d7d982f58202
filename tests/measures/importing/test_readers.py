"""Readers give what a person sees in the file: text, merged cells, numbers that Word counts."""

import datetime

import pytest

from measures.importing.outcome import Options
from measures.importing.readers import READ
from measures.importing.safety import check
from measures.importing.service import read_plan
from tests.measures.importing.conftest import DATES
from tests.measures.importing.files import archive, csv_file, docx, html, xlsx
from tests.measures.importing.layouts import KK

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def tables(data, name):
    checked = check(data, name)
    return READ[checked.kind](checked)


def texts(data, name):
    return [[cell.text for cell in row] for row in tables(data, name)[0].rows]


def document(*cells):
    """One table of one column, a cell's XML in each row."""
    rows = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    return f"<w:document {W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"


def word(*cells, **parts):
    more = {f"word/{name}.xml": part for name, part in parts.items()}
    return archive({"word/document.xml": document(*cells), **more}, docx([["x"]]))


def paragraph(content, properties=""):
    return f"<w:p>{properties}<w:r>{content}</w:r></w:p>"


def test_the_text_of_a_document_is_what_stands_in_it_after_review():
    cell = (
        "<w:p><w:r><w:t>Раз</w:t><w:softHyphen/><w:t>работать</w:t><w:br/><w:t>план</w:t></w:r>"
        "<w:del><w:r><w:delText>закон</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>прочь</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:tab/><w:t>новый</w:t></w:r></w:ins></w:p>"
    )
    assert texts(word(cell, paragraph("<w:t>x</w:t>")), "a.docx") == [
        ["Раз\u00adработать\nплан\tновый"],
        ["x"],
    ]


def test_numbers_that_word_counts_are_read():
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, pattern in enumerate(("%1.", "%1.%2"))
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def numbered(level):
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        return paragraph("", f"<w:pPr>{properties}</w:pPr>")

    data = word(*map(numbered, [0, 1, 1, 0, 1]), numbering=numbering)
    assert texts(data, "a.docx") == [["1."], ["1.1"], ["1.2"], ["2."], ["2.1"]]


def test_a_table_inside_a_cell_is_a_table_of_its_own_and_no_text_of_the_cell_is_lost():
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('<w:t>in</w:t>')}</w:tc></w:tr></w:tbl>"
    outer = word(paragraph("<w:t>out</w:t>") + inner)
    assert [[c.text for c in t.rows[0]] for t in tables(outer, "a.docx")] == [["out\nin"], ["in"]]


def test_a_plan_inside_a_cell_is_no_text_of_the_cell():
    head = "<tr><td>№<td>Мероприятие<td>Исполнители<td>Срок</tr>"
    page = html(f"<tr><td>out<table>{head}</table></td></tr>")
    assert [[c.text for c in t.rows[0]] for t in tables(page, "a.html")] == [
        ["out"], ["№", "Мероприятие", "Исполнители", "Срок"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx([["a", "", "c"], ["", "", "d"]], ["A1:B2"]), "a.xlsx"),
        (docx([["a", "", "c"], ["", "", "d"]], [(0, 0, 1, 1)]), "a.docx"),
        (html('<tr><td rowspan=2 colspan=2>a<td>c</tr><tr><td>d</tr>'), "a.html"),
    ],
)  # fmt: skip
def test_a_merged_cell_covers_its_places(data, name):
    table = tables(data, name)[0]
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "a", "c"], ["a", "a", "d"]]
    corner = table.rows[1][1]
    assert (corner.row, corner.column, corner.rows, corner.columns) == (1, 1, 2, 2)


def test_numbers_and_days_of_a_workbook_look_as_they_are_shown():
    row = [1, 12.5, 0.1 + 0.2, datetime.date(2009, 7, 1), True, "=x"]
    assert texts(xlsx([row]), "a.xlsx")[0][:4] == ["1", "12.5", "0.3", "01.07.2009"]


def test_a_page_is_read_as_a_browser_shows_it():
    page = html("<tr><td> a\n b <p>c</p>d<br>e<script>x</script><td>&nbsp;f&laquo;g</tr>")
    assert texts(page, "a.html") == [["a b\nc\nd\ne", "f«g"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048", "utf-16"])
def test_kazakh_letters_come_through_every_encoding(bodies, encoding):
    data = csv_file(KK, ";", encoding)
    found = read_plan(data, "a.csv", dates=DATES, options=Options())
    assert [row.section for row in found.rows] == ["Заңнаманы жетілдіру"] * 2
