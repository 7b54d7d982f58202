"""Hostile and broken files are refused quickly and plainly, before anything opens them."""

import io
import time
import zipfile

import pytest
from django.utils import translation

from agencies.errors import Refused
from measures.importing.messages import message
from measures.importing.outcome import Options
from measures.importing.service import read_plan
from tests.measures.importing.conftest import DATES
from tests.measures.importing.files import archive, csv_file, docx, html, xlsx

HEAD = ["№", "Мероприятие", "Исполнители", "Срок", "Расходы"]
PLAIN = [HEAD, ["1", "Дело", "МВД", "2009 год", ""]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def bomb():
    return archive({"xl/worksheets/sheet1.xml": b"<x>" + b" " * 70_000_000}, xlsx(PLAIN))


def many_small_members():
    return archive({f"xl/part{number}.xml": b"<x/>" for number in range(4000)}, xlsx(PLAIN))


def lying_header():
    """The directory says 10 bytes; there are more."""
    packed = bytearray(xlsx(PLAIN))
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(packed)


def utf16_part():
    return archive({"word/document.xml": ENTITY.encode("utf-16")}, docx(PLAIN))


def far_cell():
    sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'  # noqa: E501
    return archive({"xl/worksheets/sheet1.xml": sheet}, xlsx(PLAIN))


def far_cell_of_a_sheet_with_another_name():
    sheet = (
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(xlsx(PLAIN))) as packed:
        links = packed.read("xl/_rels/workbook.xml.rels")
    links = links.replace(b"worksheets/sheet1.xml", b"hidden/one.xml")
    return archive({"xl/hidden/one.xml": sheet, "xl/_rels/workbook.xml.rels": links}, xlsx(PLAIN))


def one_long_text_in_every_cell():
    """Under a megabyte that would fill gigabytes once each cell has its copy."""
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(1, 51))
    text = f"<sst><si><t>{'a' * 400_000}</t></si></sst>"
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    return archive({"xl/sharedStrings.xml": text, "xl/worksheets/sheet1.xml": sheet}, xlsx(PLAIN))


def many_wide_tables():
    wide = "<table>" + '<tr><td colspan="150">a</td></tr>' * 2000 + "</table>"
    return (wide * 20).encode()


def with_part(name, part):
    """In a workbook or a document, by the folder of the part."""
    return archive({name: part}, docx(PLAIN) if name.startswith("word") else xlsx(PLAIN))


HOSTILE = {
    "zip_bomb": ("plan.xlsx", bomb),
    "zip_bomb of many members": ("plan.xlsx", many_small_members),
    "macro": ("plan.xlsx", lambda: archive({"xl/vbaProject.bin": b"x"}, xlsx(PLAIN))),
    "macro in a document": ("plan.docx", lambda: with_part("word/vbaProject.bin", b"x")),
    "macro by name": ("plan.xlsm", lambda: xlsx(PLAIN)),
    "entities": ("plan.docx", lambda: archive({"word/document.xml": ENTITY}, docx(PLAIN))),
    "entities in another encoding": ("plan.docx", utf16_part),
    "entities in a sheet": ("plan.xlsx", lambda: with_part("xl/sharedStrings.xml", ENTITY)),
    "wrong_type": ("plan.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500),
    "wrong_type of another kind": ("plan.xlsx", lambda: docx(PLAIN)),
    "wrong_type by name": ("plan.exe", lambda: csv_file(PLAIN)),
    "wrong_type of archive": ("plan.xlsx", lambda: archive({"readme.txt": b"hello"})),
    "too_large": ("plan.xlsx", lambda: bytes(200 * 1024 * 1024)),
    "encrypted": ("plan.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "old_format": ("plan.doc", lambda: OLE),
    "pdf": ("plan.pdf", lambda: b"%PDF-1.7\n"),
    "rtf": ("plan.doc", lambda: b"{\\rtf1 }"),
    "damaged": ("plan.docx", lambda: docx(PLAIN)[:-800]),
    "damaged by a lying header": ("plan.xlsx", lying_header),
    "damaged table of values": ("plan.csv", lambda: b'"never closed;1\n2;3'),
    "too_many_cells": ("plan.xlsx", far_cell),
    "too_many_cells in a page": ("plan.html", lambda: html('<tr><td colspan="9999999">')),
    "too_many_cells under another name": ("plan.xlsx", far_cell_of_a_sheet_with_another_name),
    "too_many_cells with one text": ("plan.xlsx", one_long_text_in_every_cell),
    "too_many_cells in all tables": ("plan.html", many_wide_tables),
    "too_many_cells in a list": ("plan.csv", lambda: b"a;b\n" * 20_000),
    "empty_file": ("plan.csv", lambda: b""),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_says_what_to_do(what, db):
    name, make = HOSTILE[what]
    data = make()
    begun = time.monotonic()
    with pytest.raises(Refused) as refusal:
        read_plan(data, name, dates=DATES, options=Options())
    assert refusal.value.code == what.split(" ")[0]
    assert len(str(refusal.value)) > 30
    assert time.monotonic() - begun < 5


def test_pictures_and_embedded_objects_are_left_in_the_archive(bodies):
    data = archive({"word/embeddings/oleObject1.bin": OLE, "word/media/a.png": b"x"}, docx(PLAIN))
    assert len(read_plan(data, "plan.docx", dates=DATES, options=Options()).rows) == 1


def test_a_name_that_climbs_out_of_the_archive_is_only_a_name(bodies):
    data = archive({"../../evil.xml": "<x/>"}, xlsx(PLAIN))
    assert len(read_plan(data, "plan.xlsx", dates=DATES, options=Options()).rows) == 1


def row(number="1", title="Дело", who="МВД", when="2009 год", cost=""):
    return [number, title, who, when, cost]


WRONG = {
    "no_table": ([["Список", "Дата"], ["1", "2"]], None, None),
    "missing_column": ([["№", "Мероприятие", "Исполнители", "Кому"], row()], 1, 4),
    "no_measures": ([HEAD], 2, 1),
    "no_number": ([HEAD, row(number="")], 2, 1),
    "bad_number": ([HEAD, row(number="первое")], 2, 1),
    "no_title": ([HEAD, row(title="")], 2, 2),
    "no_executors": ([HEAD, row(who="")], 2, 3),
    "no_deadline": ([HEAD, row(when="")], 2, 4),
    "two_leads": ([HEAD, row(who="МВД (созыв), МЮ (созыв)")], 2, 3),
    "unknown_executor": ([HEAD, row(who="ЦКПФ")], 2, 3),
    "duplicate_number": ([HEAD, row(), row(title="Другое")], 3, 1),
    "unreadable_cost": ([HEAD, row(cost="около 30")], 2, 5),
    "swapped_cells": ([HEAD, row(who="2009 год", when="МВД")], 2, 4),
    "deadline_elsewhere": ([HEAD, row(when="", cost="до 1 июля 2009 года")], 2, 5),
    "deadline_instead": ([HEAD, row(who="МВД, IV квартал 2008 года")], 2, 3),
    "deadline_instead of all executors": ([HEAD, row(who="IV квартал 2008 года")], 2, 3),
    "deadline_instead of costs": ([HEAD, row(cost="IV квартал 2008 года")], 2, 5),
    "deadline_elsewhere among executors": ([HEAD, row(when="", who="постоянно")], 2, 3),
    "swapped_cells with the costs": ([HEAD, row(when="12,5", cost="2009 год")], 2, 4),
    "executors_in_deadline": ([HEAD, row(when="МВД, МЮ")], 2, 4),
    "executors_in_deadline alone": ([HEAD, row(who="", when="МВД, МЮ")], 2, 4),
    "unclear_unit": ([[*HEAD[:4], "Расходы, тыс. тенге", "2008, млн. тенге"], row()], 1, 5),
    "ambiguous_column": ([[*HEAD[:4], "Срок исполнения"], row()], 1, 5),
    "stray_row": ([HEAD, ["", "", "", "2009 год", "5"], row()], 2, 1),
    "too_long": ([HEAD, row(when="в срок " * 100)], 2, 4),
}  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_in_a_table_is_named_with_its_row_and_column(code, bodies):
    rows, at_row, at_column = WRONG[code]
    found = read_plan(xlsx(rows), "plan.xlsx", dates=DATES, options=Options())
    code = code.split(" ")[0]
    places = {error.code: (error.row, error.column) for error in found.errors}
    assert places[code] == (at_row, at_column)
    error = next(error for error in found.errors if error.code == code)
    assert str(at_row or "") in message(error)
    assert len(message(error)) > 30


def test_a_cell_with_a_deadline_for_executors_is_told_of_once(bodies):
    rows = [HEAD, row(who="IV квартал 2008 года")]
    found = read_plan(xlsx(rows), "a.xlsx", dates=DATES, options=Options(create_agencies=True))
    assert [(one.row, one.column, one.code) for one in found.errors] == [(2, 3, "deadline_instead")]
    assert [one.code for one in found.warnings] == ["no_completion_form"]


def test_cells_that_changed_places_are_told_of_once(bodies):
    rows = [HEAD, row(who="IV квартал 2008 года", when="МВД, МЮ")]
    found = read_plan(xlsx(rows), "a.xlsx", dates=DATES, options=Options())
    assert [(one.row, one.column, one.code) for one in found.errors] == [(2, 4, "swapped_cells")]


def test_a_row_refused_in_the_second_of_two_tables_is_found_in_it(bodies):
    page = "".join(
        f"<table>{''.join(f'<tr>{cells}</tr>' for cells in map(as_cells, rows))}</table>"
        for rows in ([HEAD, row()], [row("2", who="ЦКПФ"), row("1")])
    )
    found = read_plan(page.encode(), "a.html", dates=DATES, options=Options())
    assert [(one.table, one.row, one.column, one.code) for one in found.errors] == [
        (2, 1, 3, "unknown_executor"),
        (2, 2, 1, "duplicate_number"),
    ]
    with translation.override("en"):
        assert [message(one)[:29] for one in found.errors] == [
            "Table 2, row 1, column 3: “ЦК",
            "Table 2, row 2, column 1: Num",
        ]
        assert "in table 1, row 2" in message(found.errors[1])
    assert [one["table"] for one in found.as_json()["errors"]] == [2, 2]


def as_cells(texts):
    return "".join(f"<td>{text}</td>" for text in texts)


def test_a_cut_archive_with_a_good_directory_is_damaged(db):
    packed = io.BytesIO(docx(PLAIN))
    with zipfile.ZipFile(packed) as source:
        at = source.getinfo("word/document.xml").header_offset
    data = bytearray(packed.getvalue())
    data[at + 60 : at + 90] = b"\x00" * 30
    with pytest.raises(Refused) as refusal:
        read_plan(bytes(data), "plan.docx", dates=DATES, options=Options())
    assert refusal.value.code == "damaged"
