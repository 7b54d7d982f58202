"""The plan as a Word document: landscape, headings repeated on every page."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from measures.exporting.content import Heading, PlanContent
from measures.rules.plan_table.wording import Column

WIDTHS = {
    Column.NUMBER: 1.3,
    Column.MEASURE: 7.0,
    Column.FORM: 3.0,
    Column.EXECUTORS: 3.8,
    Column.DEADLINE: 3.0,
    Column.COSTS: 1.6,
    Column.SOURCE: 2.6,
}


def draw(content: PlanContent) -> bytes:
    document = Document()
    _lay_page(document, content)
    document.add_heading(content.title, level=1)
    for note in content.notes:
        document.add_paragraph(note)
    table = document.add_table(rows=0, cols=content.width)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _add_headings(table, content)
    for line in content.lines:
        if line.section:
            _add_section(table, line.section)
        else:
            _add(table, line.cells)
    _set_widths(table, content.headings)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _lay_page(document: WordDocument, content: PlanContent) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(1.5))
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(9)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.title = content.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = content.language


def _new_row(table: Table) -> _Row:
    """`table.add_row` copies the last row, which may be merged."""
    tr = table._tbl.add_tr()
    for _column in table._tbl.tblGrid.gridCol_lst:
        tr.add_tc()
    return _Row(tr, table)


def _cells(row: _Row, table: Table) -> list[_Cell]:
    """`row.cells` walks the whole table for every row; this does not."""
    return [_Cell(tc, table) for tc in row._tr.tc_lst]


def _add(table: Table, texts: Sequence[str], *, centred: bool = False) -> _Row:
    row = _new_row(table)
    for cell, text in zip(_cells(row, table), texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _property(row, "w:cantSplit")
    return row


def _add_headings(table: Table, content: PlanContent) -> None:
    """Two rows, for the years below the costs, and the row of column numbers."""
    above = [text for each in content.headings for text in (each.text, *[""] * (each.width - 1))]
    below = [text for each in content.headings for text in (each.split or ("",))]
    numbers = [str(number) for number in range(1, content.width + 1)]
    rows = [_add(table, texts, centred=True) for texts in (above, below, numbers)]
    for row in rows:
        _property(row, "w:tblHeader")
    _merge_headings(_cells(rows[0], table), _cells(rows[1], table), content.headings)


def _merge_headings(above: list[_Cell], below: list[_Cell], headings: Sequence[Heading]) -> None:
    """From the right, so that places on the left stay where they are."""
    at = len(above)
    for heading in reversed(headings):
        at -= heading.width
        if heading.width > 1:
            _span(above[at : at + heading.width])
        else:
            _reach_down(above[at], "restart")
            _reach_down(below[at], "continue")


def _span(cells: Sequence[_Cell]) -> None:
    """Word's own way to merge in a row: one cell over several columns of the grid."""
    properties = cells[0]._tc.get_or_add_tcPr()
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), str(len(cells)))
    properties.append(span)
    row = cells[0]._tc._tr
    for cell in cells[1:]:
        row.remove(cell._tc)


def _reach_down(cell: _Cell, value: str) -> None:
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), value)
    cell._tc.get_or_add_tcPr().append(merge)


def _add_section(table: Table, title: str) -> None:
    row = _new_row(table)
    cells = _cells(row, table)
    paragraph = cells[0].paragraphs[0]
    paragraph.add_run(title).bold = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    _span(cells)
    _property(row, "w:cantSplit")


def _property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set_widths(table: Table, headings: Sequence[Heading]) -> None:
    table.autofit = False
    widths = [WIDTHS[each.column] for each in headings for _ in range(each.width)]
    fit = 26.7 / sum(widths)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width * fit)
    for row in table._tbl.tr_lst:
        at = 0
        for tc in row.tc_lst:
            tc.width = Cm(sum(widths[at : at + tc.grid_span]) * fit)
            at += tc.grid_span
