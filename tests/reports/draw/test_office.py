"""LibreOffice opens the files of an office, and reads in them what the document says."""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from reports.draw import DRAW
from reports.draw.cells import said
from reports.draw.model import Cell
from reports.draw.outline import outline
from reports.draw.paper import paper
from tests.reports.draw.conftest import ADDRESS, Document
from tests.reports.draw.reading import bare, missing_rows, pdf_text

OFFICE = os.environ.get("LIBREOFFICE") or shutil.which("soffice")
# UTF-8, commas, in English, cells as they are stored, every sheet into a file of its own.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1"
Convert = Callable[[str, bytes, str], Path]
pytestmark = pytest.mark.skipif(
    not OFFICE, reason="LibreOffice is not installed: bin/test brings it"
)


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    """Writes the bytes under a name and has them converted; the folder of what came out."""

    def converted(name: str, data: bytes, to: str) -> Path:
        source, out = tmp_path / name, tmp_path / "out"
        source.write_bytes(data)
        own = f"-env:UserInstallation=file://{tmp_path}/profile"
        argv = [str(OFFICE), own, "--headless", "--convert-to", to, "--outdir", str(out)]
        subprocess.run([*argv, str(source)], capture_output=True, check=True, timeout=180)  # noqa: S603
        return out

    return converted


def test_it_shows_every_figure_of_the_word_document(full: Document, convert: Convert) -> None:
    data = DRAW["docx"](full, "kk", verify_url=ADDRESS)
    read = pdf_text((convert("report.docx", data, "pdf") / "report.pdf").read_bytes())
    with translation.override("kk"):
        sheets = paper(outline(full, "kk"))
        tables = [*sheets.upright, *sheets.across, *sheets.annexes]
        assert list(missing_rows(read, [one for one in tables if one.rows])) == []
    for title in ("Мазмұны", "Қолы", "Қосымшалар", ADDRESS):
        assert bare(title) in bare(read)


def test_it_reads_every_value_of_the_spreadsheet(full: Document, convert: Convert) -> None:
    out = convert("report.xlsx", DRAW["xlsx"](full, "en"), EVERY_SHEET)
    for table in outline(full, "en").sheets:
        (path,) = out.glob(f"report-{table.title[:31].strip()}.csv")
        rows = list(csv.reader(path.read_text().splitlines(), strict=True))
        wide, total = len(table.columns), [table.total] if table.total else []
        found = [[read(text) for text in row[:wide]] for row in rows[4:] if any(row)]
        with translation.override("en"):
            expected = [[kept(value) for value in row] for row in (*table.rows, *total)]
        assert found == expected


def kept(value: Cell) -> str | float:
    """As LibreOffice writes it: a day in American English, a figure to be compared as one."""
    if isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    return float(value) if isinstance(value, int | Decimal) else read(said(value))


def read(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
