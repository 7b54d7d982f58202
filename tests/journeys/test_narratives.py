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


def text_in(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text of the section")


def begin_the_sections(page: Page) -> None:
    sections(page)
    page.get_by_role("button", name="Begin the sections").click()
    page.get_by_role("button", name=re.compile("^Russian: add")).click()
    expect(page.get_by_role("status").or_(page.locator(".note-success")).first).to_be_visible()


def open_in_russian(page: Page, title: str) -> str:
    """What was drafted for it from accepted reports."""
    section(page, title).get_by_role("link", name=re.compile("Russian$")).click()
    return text_in(page).input_value()


def write_at_the_top(page: Page, words: str) -> None:
    text_in(page).press("Control+Home")
    text_in(page).press_sequentially(words)
    saved(page)
    expect(page.locator("[data-dirty]")).to_have_count(0)


def write_at_the_end(page: Page, words: str) -> None:
    """Over what the colleague saved meanwhile: nothing of either is lost unseen."""
    text_in(page).press_sequentially(words)
    expect(page.get_by_role("heading", name="The version saved meanwhile")).to_be_visible()


def mark_as_ready(page: Page) -> None:
    page.get_by_role("button", name="Save and mark as ready").click()
    expect(page.locator("#readiness")).to_contain_text("Marked as ready by")


def compile_the_report(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Quarter I of 2009")).first.click()
    expect(page.get_by_text("1 of ")).to_be_visible()
    page.get_by_role("button", name="Compile the report").click()
    page.wait_for_url(EDITION)


def paragraphs_of_the_edition(page: Page) -> list[str]:
    link = page.get_by_role("link", name="Русский, DOCX")
    expect(link).to_be_visible(timeout=120_000)
    with page.expect_download() as download:
        link.click()
    kept = Path(download.value.path())
    return [one.text for one in Document(str(kept)).paragraphs]


def bring_the_first_version_back(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="History of the text").click()
    page.get_by_role("link", name=re.compile("^What it said")).last.click()
    page.get_by_role("button", name="Bring this version back").click()


def test_a_section_goes_from_accepted_reports_into_the_edition(site: Site, visit: Visitor) -> None:
    mine = visit(ONE)
    begin_the_sections(mine)
    drafted = open_in_russian(mine, "Regulation of labour migration")
    write_at_the_top(mine, f"{OWN}\n\n")
    expect(mine.locator("#who-summary")).to_contain_text("1 paragraph by the coordinating body")

    # A colleague has the same text open: what each typed is shown to choose from.
    theirs = visit(TWO)
    theirs.goto(mine.url)
    text_in(theirs).press("Control+End")
    write_at_the_top(mine, "Итоги. ")
    write_at_the_end(theirs, "\n\nВывод.")
    theirs.get_by_role("button", name="Take theirs, drop mine").click()
    expect(text_in(theirs)).to_have_value(re.compile("^Итоги. "))
    mark_as_ready(theirs)

    # Whoever only looks on sees the edition, and nothing of what is being written.
    assert visit(OBSERVER).goto(mine.url).status == 403  # type: ignore[union-attr]

    compile_the_report(theirs)
    paragraphs = paragraphs_of_the_edition(theirs)
    assert f"Итоги. {OWN}" in paragraphs
    assert set(filter(None, drafted.split("\n\n"))) <= set(paragraphs)

    # An earlier version comes back; the edition stays as it is.
    bring_the_first_version_back(mine)
    expect(text_in(mine)).to_have_value(drafted)
    expect(mine.locator("#readiness")).to_contain_text("once it is marked as ready")


def test_without_scripts_a_section_is_written_and_marked(site: Site, visit: Visitor) -> None:
    page = visit(ONE, scripts=False)
    sections(page)
    if page.get_by_role("button", name="Begin the sections").count():
        page.get_by_role("button", name="Begin the sections").click()
    section(page, "Conclusions and proposals").get_by_role("link").first.click()
    text_in(page).fill("Предлагаем:\n- продолжить.")
    mark_as_ready(page)
    [(ready,)] = site.ask(
        "SELECT count(*) FROM reports_narrativetext t JOIN reports_narrativesection s"
        " ON s.id = t.section_id WHERE s.code = 'conclusions' AND t.ready_at IS NOT NULL"
    )
    assert ready == 1
