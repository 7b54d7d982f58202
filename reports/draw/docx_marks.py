"""What python-docx leaves to its XML: fonts of every script, languages, margins, same bytes."""

from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

FONT: Final = "Times New Roman"  # has every Kazakh letter and stands on every office machine
HEADER_FILL: Final = "E7ECF3"
# Zip entries carry a date; one and the same makes the same content the same bytes.
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def set_font(word: Word, style: str, size: int, locale: str) -> None:
    font = word.styles[style].font
    font.name, font.size, font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    props = word.styles[style].element.get_or_add_rPr()
    fonts = props.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    set_language(props, locale)


def plain_titles(word: Word) -> None:
    """The library's own title is blue, spaced and underlined."""
    for name in ("Title", "Subtitle"):
        style = word.styles[name]
        style.font.italic, style.font.bold = False, name == "Title"
        for tag in ("w:pBdr", "w:spacing"):
            for mark in style.element.xpath(f"w:pPr/{tag} | w:rPr/{tag}"):
                mark.getparent().remove(mark)


def set_language(props: Any, locale: str) -> None:
    for old in props.findall(qn("w:lang")):
        props.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), locale)
    props.append(mark)


def add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size = Pt(7.5)
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)


def narrow_margins(grid: WordTable) -> None:
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


def shade(cell: WordCell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEADER_FILL)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def mark_row(row: Any, *names: str) -> None:
    """w:cantSplit keeps a row on one page, w:tblHeader repeats it on every page."""
    props = row._tr.get_or_add_trPr()
    for name in names:
        props.append(OxmlElement(name))


def set_widths(table: WordTable, widths: tuple[Length, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(cells_of(row), widths, strict=True):
            cell.width = width


def same_bytes(word: Word) -> bytes:
    saved, fixed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def cells_of(row: Any) -> list[WordCell]:
    """python-docx's own row.cells walks the whole grid again for every row."""
    return [WordCell(cell, row._parent) for cell in row._tr.tc_lst]
