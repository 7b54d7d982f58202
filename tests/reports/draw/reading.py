"""What readers that have nothing to do with our writers find in a file."""

import csv
import re
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import docx
import html5lib
import openpyxl
import pikepdf
from pypdf import PdfReader

from reports.draw.cells import said
from reports.draw.model import Table

Grid = list[list[str]]
HTML = "{http://www.w3.org/1999/xhtml}"
# Words part at the end of a line, and cells between any two: neither is a figure.
SPACES_AND_HYPHENS = re.compile(r"[\s\xad\u2010-]")


def docx_text(data: bytes) -> str:
    word = docx.Document(BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in word.paragraphs), *cells])


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def xlsx_text(data: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(data))
    values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(str(value) for value in values if value is not None)


def html_text(data: bytes) -> str:
    body = parsed(data).find(f"{HTML}body")
    return "".join(body.itertext())


def csv_text(data: bytes) -> str:
    return "\n".join(cell for rows in csv_tables(data).values() for row in rows for cell in row)


READ: dict[str, Callable[[bytes], str]] = {
    "docx": docx_text,
    "pdf": pdf_text,
    "xlsx": xlsx_text,
    "html": html_text,
    "csv": csv_text,
}


def parsed(data: bytes) -> Any:
    """An element tree; a fault of the markup is an error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    return parser.parse(data, transport_encoding="utf-8")


def csv_tables(data: bytes) -> dict[str, Grid]:
    """Rows of each file of the archive, by the name before ".csv"."""
    with ZipFile(BytesIO(data)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {
        name.removesuffix(".csv"): list(csv.reader(StringIO(text, newline=""), delimiter=";"))
        for name, text in texts.items()
    }


def docx_grids(data: bytes) -> list[Grid]:
    """Text of every table of the file, cell by cell, with its head."""
    tables = docx.Document(BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def html_grids(data: bytes) -> list[Grid]:
    rows = [list(table.iter(f"{HTML}tr")) for table in parsed(data).iter(f"{HTML}table")]
    return [[[_lines(cell) for cell in row] for row in table] for table in rows]


def _lines(cell: Any) -> str:
    paragraphs = list(cell.iter(f"{HTML}p"))
    if paragraphs:
        return "\n".join("".join(one.itertext()) for one in paragraphs)
    for mark in cell.iter(f"{HTML}br"):
        mark.tail = "\n" + (mark.tail or "")
    return "".join(cell.itertext())


def told(table: Table) -> Grid:
    """What a page format has to show of a table with rows: head, rows and the total."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    return [[column.title for column in table.columns], *([said(v) for v in row] for row in rows)]


def bare(text: str) -> str:
    return SPACES_AND_HYPHENS.sub("", text)


def missing_rows(text: str, tables: list[Table]) -> Iterator[list[str]]:
    """Rows that do not stand in `text` in the order of the tables, all cells one after another."""
    whole, at = bare(text), 0
    for table in tables:
        for row in told(table):
            found = whole.find(bare("".join(row)), at)
            if found < 0:
                yield row
            else:
                at = found


def structure(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every element of the tags of a PDF, by its kind, in the order of reading."""
    with pikepdf.open(BytesIO(data)) as document:
        yield from _elements(document.Root.StructTreeRoot)


def _elements(element: Any) -> Iterator[tuple[str, Any]]:
    if "/S" in element:
        yield str(element.S), element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)
