"""Whatever leaves the site for a spreadsheet runs nothing there: one test over every writer."""

import ast
import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from audit import exporting as record
from audit.models import Door, Entry, Kind
from measures.exporting import csv_table, xlsx_table
from measures.exporting.content import Heading, Line, PlanContent
from measures.exporting.lists import Column, Listing, lines, workbook
from measures.rules.csv_cells import begins_a_formula
from measures.rules.plan_table.wording import Column as PlanColumn
from publications.rules import tables
from reports.draw import sheets
from reports.draw.model import Column as ReportColumn
from reports.draw.model import Table
from tests.conftest import TODAY

LEADERS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫")
BEFORE = ("", " ", "\u00a0", "\ufeff", "\u200b", "\u2060 ", "\x0b")
ATTACKS = [f"{before}{leader}cmd|'/C calc'!A0" for leader in LEADERS for before in BEFORE]
ATTACKS += ['=HYPERLINK("http://x")', "=1+1\n=2", "-2+3", "@SUM(A1)", "+7 700 000 00 00"]
HARMLESS = ["7.1", "Отчёт = итог", "а-б", "№ 5", "'", "", "1-й квартал", "—", "« =1 »"]
# Writers of which a test of their own looks at the file, since they draw rows of the database.
UPLOADS = "tests/measures/views/progress_uploads"
ELSEWHERE = {
    "measures/exporting/progress_template.py": f"{UPLOADS}/test_template.py",
    "reports/draw/csv.py": "tests/reports/draw/test_draw.py",
    "reports/draw/xlsx.py": "tests/reports/draw/test_formats.py",
}


def plan(texts: list[str]) -> PlanContent:
    head = (Heading(texts[0], PlanColumn.MEASURE),)
    return PlanContent(
        texts[0], tuple(texts[:2]), head, tuple(Line((text,)) for text in texts), "ru"
    )


def listed(texts: list[str]) -> Listing:
    rows = [[text] for text in texts]
    return Listing(
        "x", texts[0], [Column(texts[0], lambda row: row[0])], rows, TODAY, [("a", texts[0])]
    )


def table(texts: list[str]) -> Table:
    return Table("x", texts[0], (ReportColumn(texts[0], 1),), [(text,) for text in texts], "none")


def entries(texts: list[str]) -> list[Entry]:
    at = datetime(2009, 7, 6, tzinfo=UTC)
    return [
        Entry(pk=number, at=at, kind=Kind.values[0], door=Door.values[0], label=text[:120],
              before=text, after=text, route=text, relation="", request=text[:64])
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip


def taken(file: io.IOBase) -> bytes:
    with file:
        return bytes(file.read())


Writer = Callable[[list[str]], bytes]
CSV: dict[str, Writer] = {
    "publications/rules/tables.py": lambda texts: tables.written(texts[:1], [[t] for t in texts]),
    "measures/exporting/csv_table.py": lambda texts: csv_table.draw(plan(texts)),
    "measures/exporting/lists/csv_lines.py": lambda texts: "".join(lines(listed(texts))).encode(),
    "audit/exporting.py": lambda texts: "".join(record.csv_lines(entries(texts))).encode(),
    "reports/draw/sheets.py": lambda texts: sheets.csv_bytes(table(texts)),
}
XLSX: dict[str, Writer] = {
    "measures/exporting/xlsx_table.py": lambda texts: xlsx_table.draw(plan(texts)),
    "measures/exporting/lists/workbook.py": lambda texts: taken(workbook(listed(texts))),  # type: ignore[arg-type]
    "audit/exporting.py": lambda texts: record.workbook(entries(texts)),
    "reports/draw/sheets.py": lambda texts: sheets.xlsx_bytes(
        "x", [("a", texts[0])], [table(texts)]
    ),
}


def cells_of(written: bytes) -> list[str]:
    text = written.decode("utf-8-sig")
    mark = ";" if text.count(";") > text.count(",") else ","
    return [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("writer", CSV)
def test_no_cell_of_a_csv_file_becomes_a_formula(writer: str) -> None:
    cells = cells_of(CSV[writer](ATTACKS))
    assert [cell for cell in cells if begins_a_formula(cell)] == []
    told = {cell.removeprefix("'") for cell in cells}
    # What an xml of a plan could not hold is left out of its CSV too.
    assert len([text for text in ATTACKS if text in told]) >= len(ATTACKS) - len(LEADERS)


@pytest.mark.django_db
@pytest.mark.parametrize("writer", CSV)
def test_what_is_harmless_is_written_as_it_is(writer: str) -> None:
    assert set(HARMLESS) - {""} <= set(cells_of(CSV[writer](HARMLESS)))


@pytest.mark.django_db
@pytest.mark.parametrize("writer", XLSX)
def test_every_cell_of_a_workbook_is_a_text(writer: str) -> None:
    packed = XLSX[writer](ATTACKS)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    drawn = [name for name, part in parts.items() if "worksheets/" in name and b"<f>" in part]
    linked = [name for name in parts if "externalLink" in name or "vba" in name]
    assert (drawn, linked) == ([], [])
    kinds = {cell.data_type for cell in filled(packed)}
    assert kinds <= {"s", "n", "d"}
    texts = [str(cell.value) for cell in filled(packed) if begins_a_formula(str(cell.value))]
    assert len(texts) > len(ATTACKS) / 2  # they are in the file, as texts


def filled(packed: bytes) -> Iterator[openpyxl.cell.Cell]:
    for sheet in openpyxl.load_workbook(io.BytesIO(packed)).worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def test_every_writer_is_tried() -> None:
    """A new one is found by what it writes with, and then stands here or in a test of its own."""
    assert sorted(writers()) == sorted({*CSV, *XLSX, *ELSEWHERE})


def test_a_writer_that_is_tried_elsewhere_is() -> None:
    base = Path(settings.BASE_DIR)
    assert [name for name in ELSEWHERE.values() if "formula" not in (base / name).read_text()] == []


APPS = ("agencies", "audit", "config", "exchange", "measures", "planner", "publications", "reports")


def writers() -> Iterator[str]:
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if writes(ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
                yield path.relative_to(settings.BASE_DIR).as_posix()


def writes(nodes: Iterable[ast.AST]) -> bool:
    names = {"csv.writer", "csv.DictWriter", "Workbook", "xlsxwriter.Workbook", "openpyxl.Workbook"}
    return any(isinstance(node, ast.Call) and ast.unparse(node.func) in names for node in nodes)
