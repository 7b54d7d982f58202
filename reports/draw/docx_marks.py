"""What python-docx leaves to its XML: bookmarks, fields, a filled table of contents, alt text."""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from reports.draw.docx_styles import TOC

# Headings of the first two levels, as links. A program that updates it adds page numbers: only a
# program that has set the pages knows them.
TOC_CODE: Final = 'TOC \\o "1-2" \\h \\z \\u'
SMALL: Final = Pt(7.5)


def _mark(tag: str, /, **values: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: WordParagraph, code: str) -> None:
    """A small number that programs keep right by themselves (PAGE, NUMPAGES)."""
    field = _mark("fldSimple", instr=code)
    run = paragraph.add_run("1")
    run.font.size = SMALL
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)


def place_name(number: int) -> str:
    """Of the bookmark at a heading, by its place among them (from 1): what Word itself gives."""
    return f"_Toc{number:09}"


def bookmark(paragraph: WordParagraph, number: int) -> None:
    props = paragraph._p.get_or_add_pPr()
    props.addnext(_mark("bookmarkStart", id=str(number), name=place_name(number)))
    paragraph._p.append(_mark("bookmarkEnd", id=str(number)))


def add_contents(word: Word, title: str, chapters: Sequence[tuple[int, str]]) -> None:
    """A field filled already with a link to every heading to come: (level, title) in their order.

    It begins a page; its own heading is not among them.
    """
    head = word.add_paragraph(title, style="TOC Heading")
    head.paragraph_format.page_break_before = True
    for number, (level, said) in enumerate(chapters, start=1):
        line = word.add_paragraph(style=TOC[level - 1])
        if number == 1:
            _begin(line)
        line._p.append(_link(place_name(number), said))
    word.add_paragraph()._p.append(_part("end"))


def _begin(paragraph: WordParagraph) -> None:
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = TOC_CODE
    run = OxmlElement("w:r")
    run.append(code)
    paragraph._p.extend([_part("begin"), run, _part("separate")])


def _part(kind: str) -> Any:
    run = OxmlElement("w:r")
    run.append(_mark("fldChar", fldCharType=kind))
    return run


def _link(name: str, said: str) -> Any:
    link = _mark("hyperlink", anchor=name, history="1")
    text = OxmlElement("w:t")
    text.text = said
    run = OxmlElement("w:r")
    run.append(text)
    link.append(run)
    return link


def add_address(paragraph: WordParagraph, address: str) -> None:
    """An address that may be followed, as it is written."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(address)
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def tell(shape: InlineShape, title: str, description: str) -> None:
    """The words of a picture for who does not see it."""
    told = shape._inline.docPr
    told.set("title", title)
    told.set("descr", description)
