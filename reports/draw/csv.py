"""CSV: a zip with a file for each table, and `columns.csv`, which says what each column holds.

Bytes as an office's Excel reads them: UTF-8 with its mark, semicolons. Days are ISO 8601 and
figures plain, so that programs read them too. No cell becomes a formula (measures.rules.csv_cells).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measures.rules.csv_cells import BOM, harmless
from reports.draw.cells import said
from reports.draw.frame import Frame, frame
from reports.draw.model import Cell, Kind, Outline, Table
from reports.draw.outline import outline

ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)  # one and the same: the same content is the same bytes


class _Line:
    """What csv writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def draw(document: Mapping[str, Any], language: str, *, verify_url: str = "") -> bytes:
    """The tables of an edition as the bytes of a zip; the same content gives the same bytes."""
    plan, out = outline(document, language), BytesIO()
    with translation.override(language), ZipFile(out, "w", ZIP_DEFLATED) as target:
        _write(target, "about", _about(plan, frame(document, verify_url)))
        _write(target, "columns", _columns(plan))
        for table in plan.sheets:
            _write(target, table.code, _rows(table))
    return out.getvalue()


def _write(target: ZipFile, name: str, rows: Iterable[Sequence[str]]) -> None:
    entry = ZipInfo(f"{name}.csv", ZIP_DATE)
    entry.compress_type = ZIP_DEFLATED
    table = csv.writer(_Line(), delimiter=";")
    with target.open(entry, "w") as written:
        written.write(BOM.encode())
        for row in rows:
            written.write(str(table.writerow(row)).encode())


def _about(plan: Outline, words: Frame) -> Iterator[Sequence[str]]:
    """What the report is, in pairs; its summary; the hash of its content."""
    yield _("Name"), harmless(f"{plan.title}. {plan.subtitle}")
    for label, value in plan.facts:
        yield label, harmless(value)
    for line in filter(None, (plan.warning, *plan.summary)):
        yield plan.summary_title, harmless(line)
    for section in plan.sections:
        for piece in section.paragraphs:
            yield harmless(section.title), harmless(piece.text)
    if words.verify_url:
        yield words.verify, words.verify_url
    yield _("Imprint"), harmless(plan.imprint)


def _columns(plan: Outline) -> Iterator[Sequence[str]]:
    yield (
        _("File"),
        _("Table"),
        pgettext("of a table", "Column"),
        _("What the column is called"),
        _("What it holds"),
        _("Rows"),
        _("Note"),
    )
    kinds = _kinds()
    for table in plan.sheets:
        for number, column in enumerate(table.columns, start=1):
            yield (
                f"{table.code}.csv",
                harmless(table.title),
                str(number),
                harmless(column.title),
                kinds[column.kind],
                str(len(table.rows)),
                harmless(table.note if table.rows else table.empty),
            )


def _kinds() -> dict[Kind, str]:
    return {
        Kind.TEXT: pgettext("of a column", "text"),
        Kind.NUMBER: pgettext("of a column", "whole number"),
        Kind.DAY: pgettext("of a column", "day, year-month-day"),
        Kind.MONEY: pgettext("of a column", "million tenge, a point before decimals"),
        Kind.SHARE: pgettext("of a column", "percent, a point before decimals"),
    }


def _rows(table: Table) -> Iterator[Sequence[str]]:
    """Without the line of totals: a program would count it twice."""
    yield [harmless(column.title) for column in table.columns]
    for row in table.rows:
        yield [_cell(value) for value in row]


def _cell(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    return harmless(said(value))
