"""DOCX: heading styles, a title page with an approval block, tables whose header rows repeat."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import docx
from django.utils import translation
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from measures.pictures import Picture, draw_png
from reports.draw.cells import is_number, said
from reports.draw.docx_marks import (
    add_field,
    cells_of,
    mark_row,
    narrow_margins,
    plain_titles,
    same_bytes,
    set_font,
    set_language,
    set_widths,
    shade,
)
from reports.draw.model import Cell, Outline, Paragraph, Table
from reports.draw.narrative import Chapter
from reports.draw.outline import outline

LOCALES: Final = {"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}
A4: Final = (Mm(210), Mm(297))
MARGIN: Final = Mm(15)
BINDING: Final = Mm(25)
PAGE_FIELDS: Final = re.compile(r"(%\(pages?\)s)")
FIELDS: Final = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}


def draw(document: Mapping[str, Any], language: str) -> bytes:
    """The content of an edition as DOCX bytes; the same content gives the same bytes."""
    plan = outline(document, language)
    word = docx.Document()
    with translation.override(language):
        _set_up(word, plan)
        _title_page(word, plan)
        _body(word, plan)
    return same_bytes(word)


def _set_up(word: Word, plan: Outline) -> None:
    _properties(word, plan)
    for name, size in (("Normal", 11), ("Title", 20), ("Subtitle", 14), ("Heading 1", 14)):
        set_font(word, name, size, LOCALES[plan.language])
    plain_titles(word)
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
            add_field(numbers, FIELDS[piece])
        else:
            _small(numbers, piece)


def _imprint(paragraph: WordParagraph, plan: Outline) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    _small(paragraph, plan.imprint)


def _small(paragraph: WordParagraph, text: str) -> None:
    paragraph.add_run(text).font.size = Pt(7.5)


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
    set_widths(table, widths)


def _body(word: Word, plan: Outline) -> None:
    word.add_heading(plan.summary_title, level=1)
    for line in plan.summary:
        word.add_paragraph(line, style="List Bullet")
    for at, made in enumerate(plan.pictures):
        _picture(word, made, f"picture-{at}")
    for chapter in plan.narrative:
        _chapter(word, chapter)
    for table in plan.tables:
        _table(word, table)
    _page(word.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    word.sections[-1].different_first_page_header_footer = False
    for table in plan.wide_tables:
        _table(word, table)


def _chapter(word: Word, chapter: Chapter) -> None:
    """A section in words: real paragraphs, list items and headings of measures."""
    word.add_heading(chapter.title, level=1)
    if chapter.missing:
        word.add_paragraph().add_run(chapter.missing).italic = True
    for passage in chapter.passages:
        paragraph = word.add_paragraph(style="List Bullet" if passage.item else "Normal")
        paragraph.add_run(passage.text).bold = passage.heading
        paragraph.paragraph_format.keep_with_next = passage.heading
    for note in chapter.notes:
        _small(word.add_paragraph(), note)


def _picture(word: Word, made: Picture, name: str) -> None:
    """As wide as the page allows, with its words for who does not see it."""
    title = word.add_paragraph(style="Caption")
    title.add_run(made.words.title)
    title.paragraph_format.keep_with_next = True
    shape = word.add_picture(BytesIO(draw_png(made, name=name)), width=_room(word.sections[-1]))
    told = shape._inline.docPr
    told.set("title", made.words.title)
    told.set("descr", made.words.description)


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
    narrow_margins(grid)
    size = Pt(7 if len(table.columns) > 10 else 9)
    lines = list(grid.rows)
    for cell, column in zip(cells_of(lines[0]), table.columns, strict=True):
        _write(cell, column.title, size, bold=True)
        shade(cell)
    mark_row(lines[0], "w:cantSplit", "w:tblHeader")
    long = any(isinstance(value, list) for row in table.rows for value in row)
    for line, row in zip(lines[1:], rows, strict=True):
        if not long:  # a row with reports in it may be longer than a page
            mark_row(line, "w:cantSplit")
        for cell, value in zip(cells_of(line), row, strict=True):
            _write(cell, value, size, bold=row is table.total)
    room = _room(word.sections[-1])
    shares = [column.width for column in table.columns]
    set_widths(grid, tuple(Length(int(room * share / sum(shares))) for share in shares))


def _room(section: Section) -> int:
    """Width between the margins; a page made by `_page` has all three."""
    left, right = section.left_margin or 0, section.right_margin or 0
    return (section.page_width or 0) - left - right


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
            set_language(run._r.get_or_add_rPr(), LOCALES.get(piece.language, piece.language))
    if is_number(value):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
