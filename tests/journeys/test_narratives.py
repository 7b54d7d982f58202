"""The words of a quarter's report: drafted, edited by two, marked as ready, read in an edition."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site
from tests.journeys.test_quarterly_report import EDITION

pytestmark = pytest.mark.journey
ONE, TWO = "coordinator.one@demo.example", "coordinator.two@demo.example"
OBSERVER = "observer.kpm@demo.example"
OWN = "В отчётном квартале работа по трудовой миграции продолжалась."


def sections(page: Page) -> None:
    """As somebody comes to them from the reports."""
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("^Quarter I of 2009")).first.click()
    page.get_by_role("link", name=re.compile("Begin them|Write the sections")).click()


def section(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=title))


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("^Saved at"))


def test_a_section_goes_from_accepted_reports_into_the_edition(site: Site, visit: Visitor) -> None:
    page = visit(ONE)
    sections(page)
    page.get_by_role("button", name="Begin the sections").click()
    page.get_by_role("button", name=re.compile("^Russian: add")).click()
    expect(page.get_by_role("status").or_(page.locator(".note-success")).first).to_be_visible()
    labour = section(page, "Regulation of labour migration")
    labour.get_by_role("link", name=re.compile("Russian$")).click()

    text = page.get_by_role("textbox", name="Text of the section")
    drafted = text.input_value()
    text.press("Control+Home")
    text.press_sequentially(f"{OWN}\n\n")
    saved(page)
    expect(page.locator("#who-summary")).to_contain_text("1 paragraph by the coordinating body")

    # A colleague has the same text open: what each typed is shown to choose from.
    other = visit(TWO)
    other.goto(page.url)
    theirs = other.get_by_role("textbox", name="Text of the section")
    theirs.press("Control+End")
    text.press("Control+Home")
    text.press_sequentially("Итоги. ")
    saved(page)
    expect(page.locator("[data-dirty]")).to_have_count(0)
    theirs.press_sequentially("\n\nВывод.")
    expect(other.get_by_role("heading", name="The version saved meanwhile")).to_be_visible()
    other.get_by_role("button", name="Take theirs, drop mine").click()
    expect(theirs).to_have_value(re.compile("^Итоги. "))

    other.get_by_role("button", name="Save and mark as ready").click()
    expect(other.locator("#readiness")).to_contain_text("Marked as ready by")

    # Whoever only looks on sees the edition, and nothing of what is being written.
    looker = visit(OBSERVER)
    assert looker.goto(page.url).status == 403  # type: ignore[union-attr]

    other.get_by_role("link", name=re.compile("Quarter I of 2009")).first.click()
    expect(other.get_by_text("1 of ")).to_be_visible()
    other.get_by_role("button", name="Compile the report").click()
    other.wait_for_url(EDITION)
    link = other.get_by_role("link", name="Русский, DOCX")
    expect(link).to_be_visible(timeout=120_000)
    with other.expect_download() as download:
        link.click()
    kept = Path(download.value.path())
    paragraphs = [one.text for one in Document(str(kept)).paragraphs]
    assert f"Итоги. {OWN}" in paragraphs
    assert set(filter(None, drafted.split("\n\n"))) <= set(paragraphs)

    # An earlier version comes back; the edition stays as it is.
    page.reload()
    page.get_by_role("link", name="History of the text").click()
    page.get_by_role("link", name=re.compile("^What it said")).last.click()
    page.get_by_role("button", name="Bring this version back").click()
    expect(page.get_by_role("textbox", name="Text of the section")).to_have_value(drafted)
    expect(page.locator("#readiness")).to_contain_text("once it is marked as ready")


def test_without_scripts_a_section_is_written_and_marked(site: Site, visit: Visitor) -> None:
    page = visit(ONE, scripts=False)
    sections(page)
    if page.get_by_role("button", name="Begin the sections").count():
        page.get_by_role("button", name="Begin the sections").click()
    section(page, "Conclusions and proposals").get_by_role("link").first.click()
    page.get_by_role("textbox", name="Text of the section").fill("Предлагаем:\n- продолжить.")
    page.get_by_role("button", name="Save and mark as ready").click()
    expect(page.locator("#readiness")).to_contain_text("Marked as ready by")
    [(ready,)] = site.ask(
        "SELECT count(*) FROM reports_narrativetext t JOIN reports_narrativesection s"
        " ON s.id = t.section_id WHERE s.code = 'conclusions' AND t.ready_at IS NOT NULL"
    )
    assert ready == 1
