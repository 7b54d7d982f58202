"""Files as people send them, built in memory."""

import csv
import io
import zipfile
from collections.abc import Sequence

import openpyxl
from docx import Document

Rows = Sequence[Sequence[object]]


def xlsx(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    return _bytes(book.save)


def docx(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """`merged`: first row, first column, last row, last column, from 0."""
    document = Document()
    document.add_paragraph("Утвержден постановлением")
    table = document.add_table(len(rows), max(map(len, rows)))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = str(text or "")
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    return _bytes(document.save)


def csv_file(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><table>{body}</table></body></html>".encode()


def archive(parts: dict[str, bytes | str], packed: bytes = b"") -> bytes:
    """`packed` with `parts` added or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        if packed:
            with zipfile.ZipFile(io.BytesIO(packed)) as source:
                for name in source.namelist():
                    if name not in parts:
                        target.writestr(name, source.read(name))
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue()


def _bytes(save) -> bytes:
    made = io.BytesIO()
    save(made)
    return made.getvalue()
