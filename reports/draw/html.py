"""HTML: one file that needs nothing else, for a browser, a screen reader and a printer.

No script and no address is fetched; pictures are SVG inside. Every text is escaped.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.html import escape

from measures.pictures import Picture
from measures.pictures import draw as draw_svg
from reports.draw import qr
from reports.draw.cells import is_number, said
from reports.draw.frame import Frame, frame
from reports.draw.model import Cell, Outline, Section, Table
from reports.draw.outline import outline
from reports.draw.paper import Paper, paper

STYLE: Final = Path(__file__).with_name("report.css")
WIDE: Final = 10  # columns; a table of more is set smaller
# What the file may do where it is opened: show itself.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def draw(document: Mapping[str, Any], language: str, *, verify_url: str = "") -> bytes:
    """The content of an edition as HTML bytes; the same content gives the same bytes."""
    plan = outline(document, language)
    with translation.override(language):
        words = frame(document, verify_url)
        return "\n".join(_page(plan, paper(plan), words)).encode()


@cache
def _style() -> str:
    return STYLE.read_text()


def _page(plan: Outline, sheets: Paper, words: Frame) -> Iterator[str]:
    title = escape(f"{plan.title}. {plan.subtitle}")
    yield f'<!DOCTYPE html>\n<html lang="{plan.language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="author" content="{escape(plan.author)}">'
    yield f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>"
    yield from _head(plan, words)
    if not plan.brief:
        yield from _contents(plan, sheets, words)
    yield "<main>"
    yield from _chapters(plan, sheets, words)
    yield f"</main>\n<footer><p>{escape(plan.imprint)}</p></footer>\n</body>\n</html>\n"


def _head(plan: Outline, words: Frame) -> Iterator[str]:
    yield '<header>\n<div class="approval">'
    yield from (f"<p>{escape(line)}</p>" for line in plan.approval)
    yield f'</div>\n<h1>{escape(plan.title)}</h1>\n<p class="subtitle">{escape(plan.subtitle)}</p>'
    if plan.warning:
        yield f"<p><strong>{escape(plan.warning)}</strong></p>"
    yield _pairs(plan.facts)
    if words.verify_url:
        address = escape(words.verify_url)
        code = qr.svg(words.verify_url).replace(
            "<svg ", f'<svg role="img" aria-label="{escape(words.qr_alt)}" ', 1
        )
        yield f'<div class="verify">{code}'
        yield f'<p>{escape(words.verify)} <a href="{address}">{address}</a></p></div>'
    yield "</header>"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    said = (f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return "<dl>\n" + "\n".join(said) + "\n</dl>"


def _contents(plan: Outline, sheets: Paper, words: Frame) -> Iterator[str]:
    title = escape(words.contents)
    yield f'<nav aria-labelledby="contents">\n<h2 id="contents">{title}</h2>\n<ol>'
    yield _entry("summary", plan.summary_title)
    yield from (_entry(f"text-{section.code}", section.title) for section in plan.sections)
    for table in (*sheets.upright, *sheets.across):
        yield _entry(table.code, table.title)
    if words.signature:
        yield _entry("signature", words.signature_title)
    yield from (_entry(table.code, table.title) for table in sheets.annexes)
    yield "</ol>\n</nav>"


def _entry(place: str, title: str) -> str:
    return f'<li><a href="#{escape(place)}">{escape(title)}</a></li>'


def _chapters(plan: Outline, sheets: Paper, words: Frame) -> Iterator[str]:
    if not plan.brief:
        yield from _summary(plan)
    for section in plan.sections:
        yield from _section(section, plan.language)
    for table in (*sheets.upright, *sheets.across):
        yield from _table(table, plan.language, level=2)
    if words.signature:
        title = escape(words.signature_title)
        yield f'<section class="signature">\n<h2 id="signature">{title}</h2>'
        yield _pairs(words.signature) + "\n</section>"
    if sheets.annexes:
        yield f"<h2>{escape(words.annexes)}</h2>"
        for table in sheets.annexes:
            yield from _table(table, plan.language, level=3)


def _summary(plan: Outline) -> Iterator[str]:
    yield f'<section>\n<h2 id="summary">{escape(plan.summary_title)}</h2>\n<ul>'
    yield from (f"<li>{escape(line)}</li>" for line in plan.summary)
    yield "</ul>"
    yield from (_picture(made, f"picture-{at}") for at, made in enumerate(plan.pictures))
    yield "</section>"


def _picture(made: Picture, name: str) -> str:
    svg = draw_svg(made, name=name, plain=True)
    return f"<figure>\n<figcaption>{escape(made.words.title)}</figcaption>\n{svg}\n</figure>"


def _section(section: Section, here: str) -> Iterator[str]:
    yield f'<section>\n<h2 id="text-{escape(section.code)}">{escape(section.title)}</h2>'
    for is_list, pieces in groupby(section.paragraphs, lambda piece: piece.item):
        said = [
            _paragraph(piece.text, piece.language, here, heading=piece.heading) for piece in pieces
        ]
        yield "\n".join(said) if not is_list else _list(said)
    if section.authors:
        yield f'<p class="note">{escape(section.authors)}</p>'
    yield "</section>"


def _list(said: list[str]) -> str:
    """Items that follow one another are one list: a screen reader says how many there are."""
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in said) + "\n</ul>"


def _paragraph(text: str, language: str, here: str, *, heading: bool = False) -> str:
    lang = f' lang="{escape(language)}"' if language not in ("", here) else ""
    said = f"<strong>{escape(text)}</strong>" if heading else escape(text)
    return f"<p{lang}>{said}</p>"


def _table(table: Table, here: str, *, level: int) -> Iterator[str]:
    title, code = escape(table.title), escape(table.code)
    yield f'<section>\n<h{level} id="{code}">{title}</h{level}>'
    if not table.rows:
        yield f"<p>{escape(table.empty)}</p>\n</section>"
        return
    wide = ' class="wide"' if len(table.columns) > WIDE else ""
    yield f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{code}">'
    yield f"<table{wide}>\n<caption>{escape(table.note) or title}</caption>\n<thead><tr>"
    yield "".join(
        f'<th scope="col"{_aligned(table, at)}>{escape(column.title)}</th>'
        for at, column in enumerate(table.columns)
    )
    yield "</tr></thead>\n<tbody>"
    yield from (_row(row, here) for row in table.rows)
    yield "</tbody>"
    if table.total:
        yield f"<tfoot>{_row(table.total, here)}</tfoot>"
    yield "</table>\n</div>\n</section>"


def _aligned(table: Table, at: int) -> str:
    return ' class="number"' if any(is_number(row[at]) for row in table.rows) else ""


def _row(row: tuple[Cell, ...], here: str) -> str:
    """The first cell that says anything heads its row: a body without a place in a ranking has an
    empty one before its name."""
    said = [value is not None and bool(_content(value, here)) for value in row]
    head = said.index(True) if any(said) else len(row)
    cells = (
        _row_head(value, here) if at == head else _cell(value, here) for at, value in enumerate(row)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _row_head(value: Cell, here: str) -> str:
    return f'<th scope="row">{_content(value, here)}</th>'


def _cell(value: Cell, here: str) -> str:
    kind = ' class="number"' if is_number(value) else ""
    return f"<td{kind}>{_content(value, here)}</td>"


def _content(value: Cell, here: str) -> str:
    if isinstance(value, list):
        return "".join(
            _paragraph(piece.text, piece.language, here, heading=piece.heading) for piece in value
        )
    return escape(said(value)).replace("\n", "<br>")
