"""Web pages: their tables, with rowspan and colspan, and the lines of text between them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree, html

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.importing.readers.html_text import lines_between, text_of
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


def read(checked: Checked) -> list[Table]:
    """Raises Refused for a page without tables, TooLarge for one beyond any plan."""
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        page = html.document_fromstring(_without_declaration(checked.text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise Refused(
            "damaged", _("The page cannot be read. Save it again from the browser as .html.")
        ) from broken
    return laid_out(_blocks(page))


def _without_declaration(text: str) -> str:
    """The text is decoded already; an XML declaration would claim otherwise."""
    start = text.lstrip("\ufeff \t\r\n")
    return start.partition("?>")[2] if start.startswith("<?xml") else start


def _blocks(page: html.HtmlElement) -> Iterator[Table | Line]:
    """In the order of the page. A table that lays the page out holds lines and tables."""
    at = 0
    for block in lines_between(page):
        if isinstance(block, Line):
            yield block
        else:
            at += 1
            yield _table(at, block)


def _table(at: int, table: html.HtmlElement) -> Table:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    if len(rows) > MAX_ROWS:
        raise TooLarge
    return build(_("table %(number)d") % {"number": at}, _cells(rows))


def _cells(rows: list[html.HtmlElement]) -> Iterator[Cell]:
    """Cells move right past those that reach down from rows above."""
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows, start=1):
        column = 1
        for element in row.iterchildren("td", "th"):
            while (i, column) in taken:
                column += 1
            height = min(_span(element, "rowspan") or len(rows), len(rows) - i + 1)
            width = _span(element, "colspan") or 1
            if column + width > MAX_COLUMNS:
                raise TooLarge
            taken |= {(i + y, column + x) for y in range(height) for x in range(width)}
            yield Cell(text_of(element, _is_small), i, column, height, width)
            column += width


def _span(element: html.HtmlElement, name: str) -> int:
    said = str(element.get(name, "1")).strip()
    if not said.isdecimal():
        return 1
    if len(said) > 6:
        raise TooLarge
    return int(said)


def _is_small(table: html.HtmlElement) -> bool:
    """Part of a cell's text: a table that holds no other, and no plan of its own."""
    inner = next(table.iterdescendants("table"), None)
    return inner is None and not likeness(_table(0, table))
