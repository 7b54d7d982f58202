"""The record as a file: CSV as an office opens it, XLSX, or JSON Lines as it is chained."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from audit.models import Entry, Link
from audit.queries import links_of, names
from audit.words import after, origin, table
from measures.rules.csv_cells import BOM, harmless

CONTENT_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS: Final = 100_000  # of a workbook
AT_ONCE: Final = 1000
FIELDS: Final = (
    *("id", "xid", "kind", "relation", "object_id", "label", "row_count", "before", "after"),
    *("actor", "behalf", "door", "route", "request", "token", "db_user", "personal"),
)


def is_too_long(rows: "QuerySet[Entry]", fmt: str) -> bool:
    """For a workbook; the other formats take any number of rows."""
    return fmt == "xlsx" and rows[MOST_ROWS : MOST_ROWS + 1].exists()


def too_long() -> str:
    said = _("A workbook takes %(most)s rows at most: narrow the filters, or take CSV.")
    return said % {"most": MOST_ROWS}


def answer(rows: "QuerySet[Entry]", fmt: str) -> HttpResponseBase:
    """The file as an attachment, kept by nothing on its way."""
    kind, told = CONTENT_TYPES[fmt], rows.iterator(chunk_size=AT_ONCE)
    sent: HttpResponseBase
    if fmt == "xlsx":
        sent = HttpResponse(workbook(told), content_type=kind)
    else:
        lines = csv_lines if fmt == "csv" else json_lines
        sent = StreamingHttpResponse(lines(told), content_type=kind)
    name = f"audit-{timezone.localdate().isoformat()}.{fmt}"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    sent["X-Content-Type-Options"] = "nosniff"
    sent["Cache-Control"] = "private, no-store"
    return sent


def csv_lines(rows: Iterable[Entry]) -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=";")
    yield BOM + str(writer.writerow(_head()))
    for cells in _cells(rows):
        yield str(writer.writerow([harmless(cell) for cell in cells]))


def json_lines(rows: Iterable[Entry]) -> Iterator[str]:
    """One object a line, with the link that seals it: enough to reckon the hash again."""
    for some, links, _people in _batches(rows):
        for entry in some:
            told = {name: getattr(entry, name) for name in FIELDS}
            told["at"] = entry.at.isoformat(timespec="microseconds")
            link = links.get(entry.pk)
            told["link"] = link and {
                **{"position": link.position, "hash": link.hash},
                **{"promised": link.promised, "key": link.key},
            }
            yield json.dumps(told, ensure_ascii=False) + "\n"


def workbook(rows: Iterable[Entry]) -> bytes:
    """Texts stay texts: nothing is taken for a formula, a number or an address."""
    paper = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(paper, {"constant_memory": True, **plain}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _head(), book.add_format({"bold": True}))
        for number, cells in enumerate(_cells(rows), 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell[:32_000])
        sheet.autofilter(0, 0, 0, len(_head()) - 1)
    return paper.getvalue()


class _Line:
    """What csv writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def _head() -> list[str]:
    return [
        _("Number"), _("At"), _("What"), _("Table"), _("Number of the row"), _("Known as"),
        _("Rows"), _("Before"), _("After"), _("Person"), _("On behalf of"), _("Through"),
        _("Page, command or task"), _("Request"), _("From where"), _("Position in the chain"),
        _("Hash"),
    ]  # fmt: skip


def _cells(rows: Iterable[Entry]) -> Iterator[list[str]]:
    for some, links, people in _batches(rows):
        for entry in some:
            link = links.get(entry.pk)
            yield [
                str(entry.pk), entry.at.isoformat(timespec="seconds"),
                str(entry.get_kind_display()), table(entry.relation) if entry.relation else "",
                entry.object_id, entry.label, str(entry.row_count), entry.before, after(entry),
                _person(entry.actor, people), _person(entry.behalf, people),
                str(entry.get_door_display()), entry.route, entry.request, origin(entry),
                str(link.position) if link else "", link.hash if link else "",
            ]  # fmt: skip


def _person(number: int | None, people: dict[int, str]) -> str:
    return "" if number is None else f"{people.get(number, '?')} ({number})"


def _batches(
    rows: Iterable[Entry],
) -> Iterator[tuple[list[Entry], dict[int, Link], dict[int, str]]]:
    """Two statements for each AT_ONCE entries."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        links = links_of(some)
        people = names(number for entry in some for number in (entry.actor, entry.behalf))
        yield some, links, people
