"""The styles of a DOCX report: what an office changes in one place, not in ten thousand cells."""

from typing import Any, Final

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LOCALES: Final = {"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}
FONT: Final = "Times New Roman"  # has every Kazakh letter and stands on every office machine
SIZES: Final = (
    ("Normal", 11),
    ("Title", 20),
    ("Subtitle", 14),
    ("Heading 1", 14),
    ("Heading 2", 12),
    ("TOC Heading", 14),
    ("Caption", 10),
    ("Header", 8),
    ("Footer", 8),
)
# Of tables, by their identifiers in the file: a narrow one for tables of many columns.
CELL, CELL_HEAD, CELL_NUMBER, CELL_TOTAL = "CellText", "CellHead", "CellNumber", "CellTotal"
NARROW: Final = "Narrow"
CELL_SIZES: Final = (("", 9), (NARROW, 7))
TOC: Final = ("toc 1", "toc 2")


def set_styles(word: Word, language: str) -> None:
    locale = LOCALES[language]
    _set_defaults(word, locale)
    for name, size in SIZES:
        _set_font(word, name, size, locale)
    _plain_titles(word)
    _headings(word)
    _contents(word)
    for suffix, size in CELL_SIZES:
        _cells(word, suffix, size)


def _set_defaults(word: Word, locale: str) -> None:
    """The language of whatever has no style of its own, and of the programs' checks."""
    for props in word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        set_language(props, locale)
    theme = OxmlElement("w:themeFontLang")
    theme.set(qn("w:val"), locale)
    settings = word.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        old.addprevious(theme)
        settings.remove(old)


def _set_font(word: Word, style: str, size: int, locale: str) -> None:
    font = word.styles[style].font
    font.name, font.size, font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    props = word.styles[style].element.get_or_add_rPr()
    fonts = props.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    set_language(props, locale)


def _plain_titles(word: Word) -> None:
    """The library's own title is blue, spaced and underlined."""
    for name in ("Title", "Subtitle"):
        style = word.styles[name]
        style.font.italic, style.font.bold = False, name == "Title"
        for tag in ("w:pBdr", "w:spacing"):
            for mark in style.element.xpath(f"w:pPr/{tag} | w:rPr/{tag}"):
                mark.getparent().remove(mark)


def _headings(word: Word) -> None:
    for name, before in (("Heading 1", 18), ("Heading 2", 12), ("Caption", 8)):
        shape = word.styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(6)
        shape.keep_with_next = True


def _contents(word: Word) -> None:
    """Word looks for the style of an entry by these names; the library has none."""
    for level, name in enumerate(TOC):
        shape = _style(word, name, "Normal").paragraph_format
        shape.space_after = Pt(4)
        shape.left_indent, shape.first_line_indent = Mm(6 * (level + 1)), Mm(-6)


def _cells(word: Word, suffix: str, size: int) -> None:
    cell = _style(word, CELL + suffix, "Normal")
    cell.font.size = Pt(size)
    shape = cell.paragraph_format
    shape.space_before = shape.space_after = Pt(1)
    shape.line_spacing = 1.0
    head = _style(word, CELL_HEAD + suffix, CELL + suffix)
    head.font.bold = True
    head.paragraph_format.keep_with_next = True  # never the last line of a page
    number = _style(word, CELL_NUMBER + suffix, CELL + suffix)
    number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    total = _style(word, CELL_TOTAL + suffix, CELL + suffix)
    total.font.bold = True


def _style(word: Word, name: str, base: str) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles[base]
    return style


def set_language(props: Any, locale: str) -> None:
    for old in props.findall(qn("w:lang")):
        props.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), locale)
    props.append(mark)
