"""The quarter's report: compiled by the worker, downloaded in three formats, figures counted."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import psycopg2
import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.one@demo.example"
EDITION = "**/reports/editions/*/"  # the round's page has files of earlier ones
FILE = "^(Русский|Қазақша|English|Content in all languages), "

# Obligations by status as of 6 July 2009, counted without any code of the project.
COUNTED = """
SELECT CASE
    WHEN o.state = 'removed' THEN 'removed from control'
    WHEN o.state = 'submitted' THEN 'in review'
    WHEN o.state = 'done' AND o.kind <> 'continuous' AND o.done_on > o.due_on THEN 'done late'
    WHEN o.state = 'done' THEN 'done'
    WHEN o.kind = 'continuous' AND o.state = 'open' THEN 'carried out continuously'
    WHEN o.kind <> 'continuous' AND o.due_on < DATE '2009-07-06' THEN 'overdue'
    WHEN o.state = 'returned' THEN 'returned for rework'
    WHEN o.due_on IS NULL THEN 'waits for a date'
    WHEN o.due_on <= DATE '2009-08-05' THEN 'under way'
    ELSE 'not due yet' END AS status, count(*)
FROM measures_obligation o
JOIN measures_measure m ON m.id = o.measure_id JOIN planner_actionplan p ON p.id = m.plan_id
WHERE p.slug = 'migration-2008-2010' GROUP BY 1
"""


def compiled(page: Page) -> None:
    """Asks for the report on the page of the second quarter and waits as a person does."""
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("^Quarter II of 2009")).first.click()
    page.get_by_role("button", name="Compile the report").click()
    page.wait_for_url(EDITION)
    expect(page.get_by_role("link", name="English, DOCX")).to_be_visible(timeout=120_000)


def downloaded(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    kept = Path(download.value.path()).with_name(download.value.suggested_filename)
    download.value.save_as(kept)
    return kept


def number(text: object) -> int:
    return int(re.sub(r"\D", "", str(text)))


def in_docx(path: Path) -> dict[str, int]:
    tables = Document(str(path)).tables
    totals = next(table for table in tables if table.cell(0, 0).text == "Status")
    return {row.cells[0].text: number(row.cells[3].text) for row in totals.rows[1:]}


def in_xlsx(path: Path) -> dict[str, int]:
    sheet = openpyxl.load_workbook(path)["Totals by status"]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[3], int)]
    return {str(row[0]): int(str(row[3])) for row in rows}


def in_pdf(path: Path, labels: set[str]) -> dict[str, int]:
    """The table stands behind the title page, the contents, the summary and the pictures."""
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages[:6])
    either = "|".join(sorted(labels, key=len, reverse=True))
    rows = re.findall(rf"^({either}) [\d,]+ [\d,]+ ([\d,]+)$", text, re.MULTILINE)
    return {label: number(count) for label, count in rows}


def test_the_quarters_report_says_what_the_database_holds(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR)
    compiled(page)
    files = {name: downloaded(page, f"English, {name}") for name in ("DOCX", "PDF", "XLSX")}
    content = json.loads(downloaded(page, "Content in all languages, JSON").read_text())
    counted: dict[str, int] = dict(site.ask(COUNTED))
    counted["Total"] = sum(counted.values())

    shown = {
        "DOCX": in_docx(files["DOCX"]),
        "XLSX": in_xlsx(files["XLSX"]),
        "PDF": in_pdf(files["PDF"], {*in_docx(files["DOCX"])}),
    }
    found = {
        name: {status: count for status, count in totals.items() if count}
        for name, totals in shown.items()
    }
    assert found == {"DOCX": counted, "XLSX": counted, "PDF": counted}
    overdue = site.ask(
        "SELECT count(*) FROM measures_obligation WHERE state IN ('open', 'returned')"
        " AND measure_id IN (SELECT m.id FROM measures_measure m JOIN planner_actionplan p"
        " ON p.id = m.plan_id WHERE p.slug = 'migration-2008-2010')"
        " AND kind <> 'continuous' AND due_on < DATE '2009-07-06'"
    )
    assert [(len(content["overdue"]),)] == overdue


@pytest.mark.parametrize("language", ["Русский", "Қазақша", "English"])
@pytest.mark.parametrize("kind", ["DOCX", "PDF", "XLSX"])
def test_every_language_and_format_is_there(
    site: Site, visit: Visitor, language: str, kind: str
) -> None:
    page = visit(COORDINATOR)
    [(edition,)] = site.ask("SELECT max(id) FROM reports_report WHERE state = 'ready'")
    page.goto(f"/reports/editions/{edition}/")
    start = {"DOCX": b"PK", "PDF": b"%PDF", "XLSX": b"PK"}[kind]
    assert downloaded(page, f"{language}, {kind}").read_bytes()[: len(start)] == start


@contextmanager
def facts_held(site: Site) -> Iterator[None]:
    """The worker cannot read what the report tells, until the end of the block."""
    with closing(psycopg2.connect(site.database)) as connection:
        connection.cursor().execute("LOCK TABLE measures_measureversion IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


def test_an_edition_is_watched_left_cancelled_and_asked_for_again(
    site: Site, visit: Visitor
) -> None:
    """The coordinator goes away meanwhile and finds it among the long work."""
    page = visit(COORDINATOR)
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("^Quarter III of 2008")).first.click()
    with facts_held(site):
        page.get_by_role("button", name="Compile the report").click()
        gathering = page.get_by_role("listitem").filter(has_text="Gathering the facts")
        expect(gathering).to_contain_text("being made", timeout=60_000)
        expect(page.get_by_role("status").first).to_contain_text("being compiled: 0 %")
        page.get_by_role("main").get_by_role("link", name="Long work").click()
        page.get_by_role("link", name=re.compile("III of 2008.*edition 1")).click()
        page.get_by_role("button", name="Cancel it").click()
        expect(page.get_by_text("The edition was cancelled by")).to_be_visible()
    page.get_by_role("button", name="Ask for it again").click()
    expect(page.get_by_role("link", name="English, DOCX")).to_be_visible(timeout=120_000)
    edition = int(page.url.rstrip("/").rsplit("/", 1)[1])
    assert site.ask("SELECT edition, state FROM reports_report WHERE id = %s", edition) == [
        (1, "ready")
    ]
    kept = "SELECT count(*), count(DISTINCT (format, language)) FROM reports_reportfile"
    [(files, kinds)] = site.ask(f"{kept} WHERE report_id = %s", edition)
    assert files == kinds == page.get_by_role("link").filter(has_text=re.compile(FILE)).count()
    page.get_by_text("How it was compiled").click()
    expect(page.get_by_role("row", name=re.compile("Gathering the facts made"))).to_be_visible()
