"""An agenda for Monday is kept and made; what changed since the quarter before is looked up."""

import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.places import COORDINATOR, OFFICER
from tests.journeys.running import Site
from tests.journeys.test_quarterly_report import EDITION

pytestmark = pytest.mark.journey
LATE = (
    "SELECT count(DISTINCT o.measure_id) FROM measures_obligation o"
    " JOIN measures_measure m ON m.id = o.measure_id JOIN planner_actionplan p ON p.id = m.plan_id"
    " WHERE p.slug = 'migration-2008-2010' AND o.state IN ('open', 'returned')"
    " AND o.kind <> 'continuous' AND o.due_on < DATE '2009-07-06'"
)


def saved(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).first.click()
    kept = Path(download.value.path()).with_name(download.value.suggested_filename)
    download.value.save_as(kept)
    return kept


def kept(page: Page, name: str, kind: str) -> None:
    page.goto("/reports/")
    page.get_by_role("link", name="Own cuts").click()
    page.get_by_role("link", name="New cut").click()
    page.get_by_label(kind).check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("XLSX").check()
    page.get_by_role("button", name="Keep the cut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def made(page: Page) -> None:
    page.get_by_role("button", name="Make the files now").click()
    expect(page.get_by_role("link", name="English, DOCX")).to_be_visible(timeout=120_000)


def test_a_coordinator_makes_the_agenda_of_a_meeting(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR)
    kept(page, "Agenda for Monday", "agenda of a meeting")
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("heading", name="To be discussed")).to_be_visible()
    made(page)
    paper = docx.Document(str(saved(page, "English, DOCX")))
    [table] = [one for one in paper.tables if one.cell(0, 1).text == "What it is about"]
    about = [row.cells[1].text for row in table.rows]
    assert [(about.count("Overdue"),)] == site.ask(LATE)


def test_an_officer_gets_the_own_agencys_report_and_no_other(visit: Visitor) -> None:
    page = visit(OFFICER)
    kept(page, "Ours", "report of an agency")
    bodies = page.locator("dt:text-is('Bodies') + dd")
    expect(bodies).to_have_text(re.compile("Ministry of Foreign Affairs"))
    made(page)
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "English, XLSX").read_bytes()))
    named = [sheet for sheet in book if sheet.title == "Overdue"]
    bodies_named = {row[2].value for sheet in named for row in sheet.iter_rows(min_row=5)}
    assert bodies_named <= {"MFA", None}


def test_what_changed_since_the_quarter_before_is_filtered_and_taken_along(
    site: Site, visit: Visitor
) -> None:
    page = visit(COORDINATOR)
    for quarter in ("I of 2009", "II of 2009"):
        page.goto("/reports/")
        page.get_by_role("link", name=re.compile(rf"^Quarter {quarter}")).first.click()
        then = page.get_by_role("button", name=re.compile("when executors had reported"))
        button = then if then.count() else page.get_by_role("button", name="Compile the report")
        button.click()
        page.wait_for_url(EDITION)
        expect(page.get_by_role("link", name="English, DOCX")).to_be_visible(timeout=120_000)
    page.goto("/reports/")
    page.get_by_role("link", name="What changed between two reports").click()
    chip = page.get_by_role("link", name=re.compile(r"^became overdue \d+"))
    count = int(re.sub(r"\D", "", chip.inner_text()))
    chip.click()
    expect(page.locator("article.entry")).to_have_count(count)
    lines = saved(page, "CSV").read_text(encoding="utf-8-sig").splitlines()
    assert len({line.split(";")[0] for line in lines[1:]}) == count
