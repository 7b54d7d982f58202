"""Word documents: their tables, with merged cells; text that was struck in review is left out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.importing.readers.counting import raised
from measures.importing.readers.docx_numbers import Numbering
from measures.rules.plan_table.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Line,
    Table,
    TooLarge,
    build,
    laid_out,
)
from measures.rules.plan_table.headings import likeness

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(checked: Checked) -> list[Table]:
    """Raises Refused for a document that cannot be read, TooLarge for one beyond any plan."""
    body = _parsed(checked.parts["word/document.xml"])
    others = (checked.parts.get(f"word/{name}.xml") for name in ("numbering", "styles"))
    numbers = Numbering(*(_parsed(part) if part else None for part in others))
    return laid_out(_blocks(body, numbers))


def _blocks(body: etree._Element, numbers: Numbering) -> Iterator[Table | Line]:
    """In the order of the document, so that lists are counted as Word counts them."""
    at = 0
    for element in body.iter(_w("tbl"), _w("p")):
        if element.tag == _w("tbl"):
            at += 1
            yield _table(at, element, numbers)
        elif _owner(element, "tbl") is None and (text := _numbered(element, numbers)).strip():
            yield Line(text.strip(), _is_prominent(element))


def _w(name: str) -> str:
    return f"{{{WORD}}}{name}"


def _parsed(part: bytes) -> etree._Element:
    """The part has no document type (safety saw to that); nothing is fetched or expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(part.replace(STRICT.encode(), WORD.encode()), parser)
    except etree.XMLSyntaxError as broken:
        raise Refused(
            "damaged",
            _("The document is damaged. Open it in Word, save it again, and import the new file."),
        ) from broken


def _table(at: int, table: etree._Element, numbers: Numbering) -> Table:
    name = _("table %(number)d") % {"number": at}
    return build(name, _joined(_cells(table, numbers)))


def _cells(table: etree._Element, numbers: Numbering) -> Iterator[tuple[Cell, bool]]:
    """Each cell, and whether it goes on with the one above it (a vertical merge)."""
    rows = [row for row in table.iter(_w("tr")) if _owner(row, "tbl") is table]
    if len(rows) > MAX_ROWS:
        raise TooLarge
    for i, row in enumerate(rows, start=1):
        column = 1 + _number(row, "trPr", "gridBefore", 0)
        for cell in (cell for cell in row.iter(_w("tc")) if _owner(cell, "tr") is row):
            width = _number(cell, "tcPr", "gridSpan", 1)
            yield Cell(_text(cell, numbers), i, column, 1, width), _goes_on(cell)
            column += width


def _joined(cells: Iterator[tuple[Cell, bool]]) -> list[Cell]:
    """Vertically merged cells become one, as tall as they are together."""
    standing: dict[int, int] = {}  # column → index in `found` of the cell that may go on
    found: list[Cell] = []
    for cell, goes_on in cells:
        above = standing.get(cell.column)
        if goes_on and above is not None and found[above].row + found[above].rows == cell.row:
            top = found[above]
            found[above] = Cell(top.text, top.row, top.column, top.rows + 1, top.columns)
        else:
            standing[cell.column] = len(found)
            found.append(cell)
    return found


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(_w(name)), None)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    return element.find(f"{_w(group)}/{_w(name)}")


def _number(element: etree._Element, group: str, name: str, default: int) -> int:
    found = _property(element, group, name)
    value = found.get(_w("val"), "") if found is not None else ""
    if not value.isdecimal():
        return default
    if len(value) > 6 or int(value) > MAX_COLUMNS:
        raise TooLarge
    return max(int(value), default)


def _goes_on(cell: etree._Element) -> bool:
    merge = _property(cell, "tcPr", "vMerge")
    return merge is not None and merge.get(_w("val"), "continue") == "continue"


def _text(cell: etree._Element, numbers: Numbering) -> str:
    """Paragraphs on lines of their own, and below them the text of a small table inside."""
    own = (paragraph for paragraph in cell.iter(_w("p")) if _owner(paragraph, "tc") is cell)
    lines = [_numbered(paragraph, numbers) for paragraph in own]
    inner = (table for table in cell.iter(_w("tbl")) if _owner(table, "tc") is cell)
    lines += [line for table in inner for line in _small(table)]
    return "\n".join(line for line in lines if line.strip()).strip()


def _small(table: etree._Element) -> Iterator[str]:
    """Row by row; nothing of a table that holds others, or a plan: that is read by itself."""
    if next(table.iterdescendants(_w("tbl")), None) is not None:
        return
    if likeness(_table(0, table, Numbering(None))):
        return
    for row in table.iter(_w("tr")):
        yield " ".join(text for p in row.iter(_w("p")) if (text := _line(p).strip()))


def _numbered(paragraph: etree._Element, numbers: Numbering) -> str:
    return f"{numbers.of(paragraph)}{_line(paragraph)}"


def _is_prominent(paragraph: etree._Element) -> bool:
    """Centred, styled as a heading, or bold throughout."""
    style = _property(paragraph, "pPr", "pStyle")
    name = style.get(_w("val"), "").lower() if style is not None else ""
    place = _property(paragraph, "pPr", "jc")
    if name.startswith(("heading", "title", "заголовок")) or (
        place is not None and place.get(_w("val")) == "center"
    ):
        return True
    runs = [run for run in paragraph.iter(_w("r")) if str(run.xpath("string()")).strip()]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def _is_on(run: etree._Element, name: str) -> bool:
    found = _property(run, "rPr", name)
    return found is not None and found.get(_w("val"), "1") not in ("0", "false", "off", "none")


_SIGNS = {
    _w("tab"): "\t",
    _w("br"): "\n",
    _w("cr"): "\n",
    _w("noBreakHyphen"): "-",
    _w("softHyphen"): "\u00ad",
}


def _line(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(_w("t"), *_SIGNS):
        run = _owner(element, "r")
        if _owner(element, "p") is not paragraph or run is None:
            continue  # a text box, or the tab stops of a paragraph's format
        if _owner(element, "moveFrom") is not None:
            continue  # moved elsewhere in review
        said = element.text or "" if element.tag == _w("t") else _SIGNS[element.tag]
        pieces.append(raised(said) if _is_raised(run) else said)
    return "".join(pieces)


def _is_raised(run: etree._Element) -> bool:
    found = _property(run, "rPr", "vertAlign")
    return found is not None and found.get(_w("val")) == "superscript"
