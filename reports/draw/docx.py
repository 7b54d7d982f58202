"""DOCX: heading styles, a title page with an approval block, tables whose header rows repeat."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from django.utils import translation
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from reports.draw.cells import is_number, said
from reports.draw.model import Cell, Outline, Paragraph, Table
from reports.draw.outline import outline

FONT: Final = "Times New Roman"  # has every Kazakh letter and stands on every office machine
LOCALES: Final = {"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}
A4: Final = (Mm(210), Mm(297))
MARGIN: Final = Mm(15)
BINDING: Final = Mm(25)
HEADER_FILL: Final = "E7ECF3"
PAGE_FIELDS: Final = re.compile(r"(%\(pages?\)s)")
FIELDS: Final = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}
# Zip entries carry a date; one and the same makes the same content the same bytes.
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def draw(document: Mapping[str, Any], language: str) -> bytes:
    """The content of an edition as DOCX bytes; the same content gives the same bytes."""
    plan = outline(document, language)
    word = docx.Document()
    with translation.override(language):
        _set_up(word, plan)
        _title_page(word, plan)
        _body(word, plan)
    return _same_bytes(word)


def _set_up(word: Word, plan: Outline) -> None:
    _properties(word, plan)
    for name, size in (("Normal", 11), ("Title", 20), ("Subtitle", 14), ("Heading 1", 14)):
        _font(word, name, size, LOCALES[plan.language])
    _sober(word)
    _page(word.sections[0], landscape=False)
    word.sections[0].different_first_page_header_footer = True
    _footer(word.sections[0], plan)


def _properties(word: Word, plan: Outline) -> None:
    core = word.core_properties
    core.title = f"{plan.title}. {plan.subtitle}"
    core.author = core.last_modified_by = plan.author[:255]
    core.subject = plan.imprint[:255]
    core.language = LOCALES[plan.language]
    core.comments = core.keywords = ""
    core.created = core.modified = plan.made_at.replace(tzinfo=None)


def _font(word: Word, style: str, size: int, locale: str) -> None:
    font = word.styles[style].font
    font.name, font.size, font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    props = word.styles[style].element.get_or_add_rPr()
    fonts = props.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    _language(props, locale)


def _sober(word: Word) -> None:
    """The library's own title is blue, spaced and underlined."""
    for name in ("Title", "Subtitle"):
        style = word.styles[name]
        style.font.italic, style.font.bold = False, name == "Title"
        for tag in ("w:pBdr", "w:spacing"):
            for mark in style.element.xpath(f"w:pPr/{tag} | w:rPr/{tag}"):
                mark.getparent().remove(mark)


def _language(props: Any, locale: str) -> None:
    for old in props.findall(qn("w:lang")):
        props.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), locale)
    props.append(mark)


def _page(section: Section, *, landscape: bool) -> None:
    short, long = A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin, section.right_margin = (MARGIN, MARGIN) if landscape else (BINDING, MARGIN)
    section.top_margin = BINDING if landscape else MARGIN
    section.bottom_margin = MARGIN
    section.footer_distance = Mm(8)


def _footer(section: Section, plan: Outline) -> None:
    _imprint(section.first_page_footer.paragraphs[0], plan)
    _imprint(section.footer.paragraphs[0], plan)
    numbers = section.footer.add_paragraph()
    numbers.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in PAGE_FIELDS.split(plan.page_of):  # each language has its own order of the two
        if piece in FIELDS:
            _field(numbers, FIELDS[piece])
        else:
            _small(numbers, piece)


def _imprint(paragraph: WordParagraph, plan: Outline) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    _small(paragraph, plan.imprint)


def _small(paragraph: WordParagraph, text: str) -> None:
    paragraph.add_run(text).font.size = Pt(7.5)


def _field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size = Pt(7.5)
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)


def _title_page(word: Word, plan: Outline) -> None:
    for number, line in enumerate(plan.approval):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(85)
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(line).bold = number == 0
    _gap(word, 90)
    _centred(word.add_paragraph(plan.title, style="Title"))
    _centred(word.add_paragraph(plan.subtitle, style="Subtitle"))
    if plan.warning:
        _centred(word.add_paragraph(plan.warning))
    _gap(word, 30)
    _facts(word, plan)
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _gap(word: Word, points: int) -> None:
    word.add_paragraph().paragraph_format.space_before = Pt(points)


def _centred(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _facts(word: Word, plan: Outline) -> None:
    table = word.add_table(rows=0, cols=2)
    widths = (Mm(55), Mm(115))
    for label, value in plan.facts:
        cells = table.add_row().cells
        for cell, text, bold in ((cells[0], label, True), (cells[1], value, False)):
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
            cell.paragraphs[0].add_run(text).bold = bold
    _widths(table, widths)


def _body(word: Word, plan: Outline) -> None:
    word.add_heading(plan.summary_title, level=1)
    for line in plan.summary:
        word.add_paragraph(line, style="List Bullet")
    for table in plan.tables:
        _table(word, table)
    _page(word.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    word.sections[-1].different_first_page_header_footer = False
    for table in plan.wide_tables:
        _table(word, table)


def _table(word: Word, table: Table) -> None:
    word.add_heading(table.title, level=1)
    if not table.rows:
        word.add_paragraph(table.empty)
        return
    if table.note:
        note = word.add_paragraph(table.note)
        note.paragraph_format.keep_with_next = True
    _grid(word, table)


def _grid(word: Word, table: Table) -> None:
    rows = [*table.rows, table.total] if table.total else table.rows
    grid = word.add_table(rows=len(rows) + 1, cols=len(table.columns), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _narrow_margins(grid)
    size = Pt(7 if len(table.columns) > 10 else 9)
    lines = list(grid.rows)
    for cell, column in zip(_cells(lines[0]), table.columns, strict=True):
        _write(cell, column.title, size, bold=True)
        _fill(cell)
    _mark(lines[0], "w:cantSplit", "w:tblHeader")
    long = any(isinstance(value, list) for row in table.rows for value in row)
    for line, row in zip(lines[1:], rows, strict=True):
        if not long:  # a row with reports in it may be longer than a page
            _mark(line, "w:cantSplit")
        for cell, value in zip(_cells(line), row, strict=True):
            _write(cell, value, size, bold=row is table.total)
    room = _room(word.sections[-1])
    shares = [column.width for column in table.columns]
    _widths(grid, tuple(Length(int(room * share / sum(shares))) for share in shares))


def _room(section: Section) -> int:
    """Width between the margins; a page made by `_page` has all three."""
    left, right = section.left_margin or 0, section.right_margin or 0
    return (section.page_width or 0) - left - right


def _narrow_margins(grid: WordTable) -> None:
    """The library's own margins take a third of a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), "45")  # twentieths of a point
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:  # the order of the marks is the schema's
        look.addprevious(margins)


def _cells(row: Any) -> list[WordCell]:
    """python-docx's own row.cells walks the whole grid again for every row."""
    return [WordCell(cell, row._parent) for cell in row._tr.tc_lst]


def _write(cell: WordCell, value: Cell, size: Length, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    pieces = value if isinstance(value, list) else [Paragraph(said(value), "")]
    for number, piece in enumerate(pieces):
        paragraph = cell.add_paragraph() if number else paragraph
        paragraph.paragraph_format.space_before = Pt(5 if piece.heading and number else 1)
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(piece.text)
        run.font.size, run.bold = size, bold or piece.heading
        if piece.language:
            _language(run._r.get_or_add_rPr(), LOCALES.get(piece.language, piece.language))
    if is_number(value):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fill(cell: WordCell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEADER_FILL)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: Any, *names: str) -> None:
    """w:cantSplit keeps a row on one page, w:tblHeader repeats it on every page."""
    props = row._tr.get_or_add_trPr()
    for name in names:
        props.append(OxmlElement(name))


def _widths(table: WordTable, widths: tuple[Length, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(_cells(row), widths, strict=True):
            cell.width = width


def _same_bytes(word: Word) -> bytes:
    saved, fixed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
