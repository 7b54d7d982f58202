"""An observer looks on: the board, a measure and its past, the search, the quarter's report."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
OBSERVER = "observer.kpm@demo.example"


def test_an_observer_reads_a_measure_and_compares_two_moments(
    visit: Visitor, ids: dict[str, int]
) -> None:
    page = visit(OBSERVER, language="ru")
    page.goto("/board/")
    assert page.locator("#found input[type=checkbox]").count() == 0  # nothing to act on
    page.locator("#found tbody th a").first.click()
    page.wait_for_url(re.compile(r"/obligations/\d+/"))
    page.locator("main .crumbs a[href^='/measures/']").click()
    expect(page.locator("#history ol.history > li").first).to_be_visible()
    assert page.locator("main a[href$='/remove/'], main form[method=post]").count() == 0

    page.goto(f"/measures/{ids['amended']}/")
    page.locator(".measure-tools a[href$='/compare/']").click()
    page.locator("input[name=first]").fill("2009-04-19")
    page.locator("input[name=second]").fill("2009-07-06")
    page.locator("main form.filters button").click()
    worded = page.locator("section[aria-labelledby=worded-title]")
    expect(worded.locator("ins").first).to_be_visible()
    expect(worded.locator("del").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_suggestions_are_chosen_with_the_arrow_keys(visit: Visitor, width: int) -> None:
    page = visit(OBSERVER, language="ru", width=width)
    page.goto("/search/")
    box = page.locator("#search-words")
    box.focus()
    page.keyboard.type("мигра")
    options = page.locator("ul.suggested:not([hidden]) [role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "-")
    leads = second.get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(leads or "-") + "$"))
    expect(page.locator("main h1")).to_be_visible()


def test_an_observer_opens_the_quarters_report(
    visit: Visitor, ids: dict[str, int], tmp_path: Path
) -> None:
    page = visit(OBSERVER, language="ru", width=390)
    page.goto("/reports/")
    page.locator(f"main a[href='/reports/{ids['round']}/']").first.click()
    assert page.locator("main form[method=post]").count() == 0
    page.locator(f"a[href='/reports/editions/{ids['edition']}/']").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Русский, PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
