"""A table of reports as an officer fills it in and brings it back."""

import io
import zipfile
from datetime import date

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.html import escape

from measures.models import ProgressUpload

TODAY = date(2009, 7, 6)
PAGE = "/desk/upload/"
CLAIM, TEXT, KIND, NUMBER, DAY = 9, 10, 11, 12, 13  # columns of the template, from 1


def template(client, language="en", **asked):
    with translation.override(language):
        answer = client.get(f"{PAGE}template.xlsx", asked)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet, number):
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == number)


def fill(book, number, **cells):
    sheet = book.worksheets[0]
    places = {"claim": CLAIM, "text": TEXT, "kind": KIND, "document": NUMBER, "day": DAY}
    for name, value in cells.items():
        sheet.cell(row_of(sheet, number), places[name]).value = value
    return book


def send(client, content, name="reports.xlsx", **more):
    sent = {"file": SimpleUploadedFile(name, content), "language": "ru", **more}
    return client.post(PAGE, sent)


def kept(client, content, name="reports.xlsx"):
    """The upload that is made of it."""
    answer = send(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    return ProgressUpload.objects.get(pk=answer["Location"].split("/")[3])


def confirm(client, upload, action, **more):
    return client.post(f"{PAGE}{upload.pk}/confirm/", {"action": action, **more})


def faults(upload):
    return [
        (row["row"], fault["code"], fault["column"])
        for row in upload.outcome["rows"]
        for fault in row["faults"]
    ]


def ods(rows, extra=None, content=None):
    """A spreadsheet as LibreOffice writes it, with its million empty rows."""

    def cell(value):
        if isinstance(value, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        told = escape(value)
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{told}</text:p></table:table-cell>"
        )

    drawn = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    rest = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="1">'
        f"{content or drawn + rest}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", whole)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        for name, part in (extra or {}).items():
            archive.writestr(name, part)
    return out.getvalue()


HEAD = [
    *("Key", "Number", "What do you report?", "What was done"),
    *("Completion document", "Document number", "Document date"),
]
