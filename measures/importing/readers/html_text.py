"""The text of a web page as a browser shows it: spaces, breaks, what is hidden."""

import re
from collections.abc import Callable, Iterator

from lxml import html

from measures.importing.readers.counting import raised
from measures.rules.plan_table.grid import Line

BREAK = "\x1e"  # begins a new line; no text holds it
BLOCKS = frozenset(
    {"p", "div", "li", "br", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "center", "pre",
     "ul", "ol", "section", "article", "td", "th", "body", "hr", "blockquote", "caption"}
)  # fmt: skip
_HIDDEN = frozenset({"script", "style", "template", "head", "noscript", "select", "textarea"})
_SET_OFF = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "center"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center|font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)

Piece = tuple[str, bool]  # text, and whether it is set off from the rest


def text_of(cell: html.HtmlElement, is_small: Callable[[html.HtmlElement], bool]) -> str:
    """A cell's lines. A table inside counts where it is small; any other is read by itself."""

    def passed(node: html.HtmlElement) -> bool:
        return node.tag == "table" and not is_small(node)

    said = "".join(piece for piece, _ in _pieces(cell, passed) if isinstance(piece, str))
    lines = (" ".join(line.split()) for line in said.split(BREAK))
    return "\n".join(line for line in lines if line)


def lines_between(page: html.HtmlElement) -> Iterator[html.HtmlElement | Line]:
    """Each table where it begins, and each line of text that stands in no innermost table."""

    def passed(node: html.HtmlElement) -> bool:
        return node.tag == "table" and next(node.iterdescendants("table"), None) is None

    told: list[Piece] = []
    for piece, set_off in _pieces(page, passed):
        if isinstance(piece, str) and piece != BREAK:
            told.append((piece, set_off))
            continue
        if line := _line(told):
            yield line
        told = []
        if not isinstance(piece, str):
            yield piece
    if line := _line(told):
        yield line


def _line(told: list[Piece]) -> Line | None:
    text = " ".join("".join(piece for piece, _ in told).split())
    return Line(text, all(set_off for piece, set_off in told if piece.strip())) if text else None


def _pieces(
    top: html.HtmlElement, passed: Callable[[html.HtmlElement], bool]
) -> Iterator[tuple[str | html.HtmlElement, bool]]:
    """Texts with BREAK between blocks, and every table below `top`, before what it holds.

    The text of a table that is `passed` is left out. Walks without recursion: pages may be deep.
    """
    stack: list[tuple[html.HtmlElement, bool, bool]] = [(top, False, False)]
    while stack:
        node, above, done = stack.pop()
        block = node.tag in BLOCKS and node is not top
        if done:
            if block:
                yield BREAK, above
            if node.tail and node is not top:
                yield node.tail, above
            continue
        stack.append((node, above, True))
        if not _is_shown(node):
            continue
        if block:
            yield BREAK, above
        if node.tag == "table" and node is not top:
            yield node, above
            if passed(node):
                continue
        set_off = above or _is_set_off(node)
        if node.text:
            yield (raised(node.text) if node.tag == "sup" else node.text), set_off
        stack += [(child, set_off, False) for child in reversed(node)]


def _is_shown(node: html.HtmlElement) -> bool:
    if not isinstance(node.tag, str) or node.tag in _HIDDEN or node.get("hidden") is not None:
        return False
    return not _NOT_SHOWN.search(node.get("style", ""))


def _is_set_off(node: html.HtmlElement) -> bool:
    centred = str(node.get("align", "")).lower() == "center" and node.tag != "table"
    return node.tag in _SET_OFF or centred or bool(_CENTRED.search(node.get("style", "")))
