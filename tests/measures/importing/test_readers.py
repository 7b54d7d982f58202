"""Readers give what a person sees in the file: text, merged cells, numbers that Word counts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.errors import Refused
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


def numbering(*levels, more=""):
    """One list, number 3; each level as (format, pattern)."""
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    )


def numbered(level, name="3"):
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    return paragraph("", f"<w:pPr>{properties}</w:pPr>")


LISTS = {
    "digits on two levels": (
        [("decimal", "%1."), ("decimal", "%1.%2")], [0, 1, 1, 0, 1],
        ["1.", "1.1", "1.2", "2.", "2.1"]),
    "three levels": (
        [("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")],
        [0, 1, 2, 2, 1], ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2."]),
    "Roman": ([("upperRoman", "%1."), ("decimal", "%2)")], [0, 1, 0, 0, 0],
              ["I.", "1)", "II.", "III.", "IV."]),
    "letters": ([("lowerLetter", "%1)")], [0, 0, 0], ["a)", "b)", "c)"]),
    "Russian letters": ([("russianLower", "%1)")], [0] * 10, [f"{x})" for x in "абвгдежзик"]),
    "digits with a nought": ([("decimalZero", "%1")], [0, 0], ["01", "02"]),
    "Roman in a digit": ([("upperRoman", "%1"), ("decimal", "%1.%2")], [0, 1], ["I", "I.1"]),
    "bullets": ([("bullet", "•")], [0, 0], ["", ""]),
}  # fmt: skip


@pytest.mark.parametrize("what", LISTS)
def test_numbers_that_word_counts_are_read(what):
    levels, depths, written = LISTS[what]
    cells = [numbered(depth) for depth in depths]
    data = word(paragraph("<w:t>x</w:t>"), *cells, numbering=numbering(*levels))
    assert texts(data, "a.docx") == [["x"], *([text] for text in written)]


def test_a_list_goes_on_in_its_next_use_unless_that_begins_anew():
    uses = '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>' + (
        '<w:num w:numId="5"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    cells = [numbered(0, name) for name in ("3", "4", "5", "5")]
    data = word(*cells, numbering=numbering(("decimal", "%1."), more=uses))
    assert texts(data, "a.docx") == [["1."], ["2."], ["1."], ["2."]]


def test_a_style_may_count_and_a_paragraph_may_leave_it():
    style = (
        f'<w:styles {W}><w:style w:styleId="Counted"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="Child"><w:basedOn w:val="Counted"/></w:style>'
        "</w:styles>"
    )
    counted = '<w:pPr><w:pStyle w:val="Child"/></w:pPr>'
    left = '<w:pPr><w:pStyle w:val="Child"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    cells = [paragraph("<w:t>a</w:t>", properties) for properties in (counted, left, counted)]
    data = word(*cells, numbering=numbering(("decimal", "%1.")), styles=style)
    assert texts(data, "a.docx") == [["1. a"], ["a"], ["2. a"]]


def test_the_raised_mark_of_a_footnote_is_told_from_the_text():
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t>'
    data = word(f"<w:p><w:r><w:t>МВД</w:t></w:r><w:r>{raised}</w:r></w:p>")
    assert texts(data, "a.docx") == [["МВД¹"]]
    assert texts(html("<tr><td>МВД<sup>1</sup> м<sup>2x</sup>"), "a.html") == [["МВД¹ м2x"]]


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


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-8"])
def test_a_page_is_read_in_the_alphabet_that_it_names(charset):
    head = f'<html><head><meta charset="{charset}"></head><body>'
    page = head + "<table><tr><td>Мероприятие ещё</td></tr></table>"
    assert texts(page.encode(charset), "a.html") == [["Мероприятие ещё"]]


def test_what_a_browser_does_not_show_is_not_read():
    page = html(
        '<tr><td>a<span style="display: none">b</span><span hidden>c</span><!-- d -->e'
        "<noscript>f</noscript><style>g</style></tr>"
    )
    assert texts(page, "a.html") == [["ae"]]


def test_the_lines_between_tables_come_with_them():
    page = (
        "<p>До</p><b>Раздел 1</b><table><tr><td>x</td></tr></table><h2>Раздел 2</h2>текст"
        "<div><table><tr><td>y</td></tr></table></div><p align=center>После</p>"
    )
    one, two = tables(page.encode(), "a.html")
    assert [(line.text, line.prominent) for line in one.before] == [
        ("До", False), ("Раздел 1", True),
    ]  # fmt: skip
    assert [(line.text, line.prominent) for line in two.before] == [
        ("Раздел 2", True), ("текст", False),
    ]  # fmt: skip
    assert (one.after, [line.text for line in two.after]) == (two.before, ["После"])


PIECES = ["<table>", "</table>", "<tr>", "<td>", "<td rowspan=0>", "<td colspan=3>", "<p>", "</p>",
          "<sup>1</sup>", "<br>", "№", "Мероприятие", "Исполнители", "Срок", "1", "МВД", "2009 год",
          "<!--", "-->", "&nbsp;", "<script>", "</script>", "<?xml ", "\x1e", "<b>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_page_gives_tables_or_is_refused(pieces):
    try:
        found = tables(("<html>" + "".join(pieces)).encode(), "a.html")
    except Refused:
        return
    assert all(cell.text == cell.text.strip() for t in found for row in t.rows for cell in row)
