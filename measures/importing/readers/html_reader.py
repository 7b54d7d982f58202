"""Web pages: their tables, with rowspan and colspan."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree, html

from agencies.errors import Refused
from measures.importing.kinds import Checked
from measures.rules.plan_table.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Table,
    TooLarge,
    all_within,
    build,
)

_BLOCKS = {"p", "div", "li", "br", "tr"}
_HIDDEN = {"script", "style", "template", "head"}


def read(checked: Checked) -> list[Table]:
    """Raises Refused for a page without tables, TooLarge for one beyond any plan."""
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        page = html.document_fromstring(_without_declaration(checked.text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise Refused(
            "damaged", _("The page cannot be read. Save it again from the browser as .html.")
        ) from broken
    return all_within(_table(at, table) for at, table in enumerate(page.iter("table"), start=1))


def _without_declaration(text: str) -> str:
    """The text is decoded already; an XML declaration would claim otherwise."""
    start = text.lstrip("\ufeff \t\r\n")
    return start.partition("?>")[2] if start.startswith("<?xml") else start


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
            yield Cell(_text(element), i, column, height, width)
            column += width


def _span(element: html.HtmlElement, name: str) -> int:
    said = str(element.get(name, "1")).strip()
    if not said.isdecimal():
        return 1
    if len(said) > 6:
        raise TooLarge
    return int(said)


def _text(cell: html.HtmlElement) -> str:
    """Spaces as a browser shows them; blocks and breaks begin new lines."""
    said = "".join(_pieces(cell, []))
    lines = (" ".join(line.split()) for line in said.split("\x1e"))
    return "\n".join(line for line in lines if line)


def _pieces(element: html.HtmlElement, found: list[str]) -> list[str]:
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        node, done = stack.pop()
        block = node.tag in _BLOCKS and node is not element
        if done:
            found += ["\x1e"] * block + ([node.tail] if node.tail and node is not element else [])
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in _HIDDEN or node.tag == "table":
            continue
        found += ["\x1e"] * block + ([node.text] if node.text else [])
        stack += [(child, False) for child in reversed(node)]
    return found
