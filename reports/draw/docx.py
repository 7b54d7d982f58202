"""DOCX that an office edits: styles, a filled table of contents, headers that repeat."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import docx
from django.utils import translation
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from measures.pictures import Picture, draw_png
from reports.draw import qr
from reports.draw.docx_body import Body
from reports.draw.docx_marks import add_address, add_field, tell
from reports.draw.docx_pack import pack
from reports.draw.docx_styles import LOCALES, set_language, set_styles
from reports.draw.frame import Frame, frame
from reports.draw.model import Outline, Paragraph
from reports.draw.model import Section as Chapter
from reports.draw.outline import outline
from reports.draw.paper import Paper, paper

A4: Final = (Mm(210), Mm(297))
MARGIN: Final = Mm(15)
BINDING: Final = Mm(25)
APPROVAL: Final = Mm(85)  # from the left margin
ANSWERS: Final = Mm(70)  # where the values of facts and the blanks of the signature begin
CODE_SIDE: Final = Mm(20)
PAGE_FIELDS: Final = re.compile(r"(%\(pages?\)s)")
FIELDS: Final = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}


def draw(document: Mapping[str, Any], language: str, *, verify_url: str = "") -> bytes:
    """The content of an edition as DOCX bytes; the same content gives the same bytes."""
    plan = outline(document, language)
    word = docx.Document()
    with translation.override(language):
        words, sheets = frame(document, verify_url), paper(plan)
        _set_up(word, plan)
        _title_page(word, plan, words)
        body = Body(word, _room(word.sections[0]))
        _chapters(body, plan, sheets, words)
        return pack(word, body.tables)


def _set_up(word: Word, plan: Outline) -> None:
    _properties(word, plan)
    set_styles(word, plan.language)
    _page(word.sections[0], landscape=plan.brief)
    word.sections[0].different_first_page_header_footer = not plan.brief
    _footer(word.sections[0], plan)


def _properties(word: Word, plan: Outline) -> None:
    core = word.core_properties
    core.title = f"{plan.title}. {plan.subtitle}"[:255]
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


def _room(section: Section) -> int:
    """Width between the margins; a page made by `_page` has all three."""
    left, right = section.left_margin or 0, section.right_margin or 0
    return (section.page_width or 0) - left - right


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


def _title_page(word: Word, plan: Outline, words: Frame) -> None:
    for number, line in enumerate(plan.approval):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = APPROVAL
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(line).bold = number == 0
    title = _centred(word.add_paragraph(plan.title, style="Title"))
    title.space_before = Pt(0 if plan.brief else 20)
    _centred(word.add_paragraph(plan.subtitle, style="Subtitle"))
    if plan.warning:
        _centred(word.add_paragraph(plan.warning))
    for at, (label, value) in enumerate(plan.facts):
        _pair(word, f"{label}:", value).space_before = Pt(12 if not at else 0)
    if words.verify_url:
        _verify(word, words)


def _centred(paragraph: WordParagraph) -> Any:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph.paragraph_format


def _pair(word: Word, label: str, value: str) -> Any:
    """What is said stands in a column of its own, whose lines begin below one another."""
    paragraph = word.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent, shape.space_after = ANSWERS, -ANSWERS, Pt(4)
    shape.tab_stops.add_tab_stop(ANSWERS)
    paragraph.add_run(label).bold = True
    paragraph.add_run("\t" + value)
    return shape


def _verify(word: Word, words: Frame) -> None:
    """The words stand beside the code: in a language of long words the title page is full."""
    said = word.add_paragraph()
    said.paragraph_format.space_before, said.paragraph_format.space_after = Pt(6), Pt(0)
    shape = said.add_run().add_picture(qr.png(words.verify_url), width=CODE_SIDE)
    tell(shape, words.verify, words.qr_alt)
    said.add_run(f"  {words.verify} ")
    add_address(said, words.verify_url)


def _chapters(body: Body, plan: Outline, sheets: Paper, words: Frame) -> None:
    if not plan.brief:
        body.contents(words.contents, _titles(plan, sheets, words))
        _summary(body, plan)
    for section in plan.sections:
        _section(body, section)
    for table in sheets.upright:
        body.table(table)
    if not plan.brief:
        _across(body)
    for table in sheets.across:
        body.table(table)
    _signature(body, words)
    if sheets.annexes:
        body.heading(words.annexes, new_page=True)
        for table in sheets.annexes:
            body.table(table, level=2)


def _titles(plan: Outline, sheets: Paper, words: Frame) -> list[tuple[int, str]]:
    """Level and title of every heading, in their order."""
    texts = [section.title for section in plan.sections]
    tables = [table.title for table in (*sheets.upright, *sheets.across)]
    annexes = [words.annexes] if sheets.annexes else []
    signature = [words.signature_title] if words.signature else []
    first = [plan.summary_title, *texts, *tables, *signature, *annexes]
    return [*((1, title) for title in first), *((2, table.title) for table in sheets.annexes)]


def _across(body: Body) -> None:
    section = body.word.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    section.different_first_page_header_footer = False
    body.room = _room(section)


def _summary(body: Body, plan: Outline) -> None:
    body.heading(plan.summary_title, new_page=True)
    for line in plan.summary:
        body.word.add_paragraph(line, style="List Bullet")
    for at, made in enumerate(plan.pictures):
        _picture(body, made, f"picture-{at}")


def _picture(body: Body, made: Picture, name: str) -> None:
    """As wide as the page allows, with its words for who does not see it."""
    body.word.add_paragraph(made.words.title, style="Caption")
    png = BytesIO(draw_png(made, name=name))
    shape = body.word.add_picture(png, width=Length(body.room))
    tell(shape, made.words.title, made.words.description)


def _section(body: Body, section: Chapter) -> None:
    body.heading(section.title)
    for piece in section.paragraphs:
        _piece(body, piece)
    if section.authors:
        body.word.add_paragraph().add_run(section.authors).italic = True


def _piece(body: Body, piece: Paragraph) -> None:
    paragraph = body.word.add_paragraph(style="List Bullet" if piece.item else "Normal")
    run = paragraph.add_run(piece.text)
    run.bold = piece.heading
    paragraph.paragraph_format.keep_with_next = piece.heading
    set_language(run._r.get_or_add_rPr(), LOCALES.get(piece.language, piece.language))


def _signature(body: Body, words: Frame) -> None:
    """Kept on one page; blanks are for a pen or for who edits the file."""
    if words.signature:
        body.heading(words.signature_title)
    for at, (label, blank) in enumerate(words.signature, start=1):
        shape = _pair(body.word, label, blank)
        shape.space_before, shape.keep_with_next = Pt(8), at < len(words.signature)
