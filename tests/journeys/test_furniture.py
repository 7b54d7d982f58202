"""The head of a page with the keyboard and on a phone, the letters it is written in, its print."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.two@demo.example"
PLAN = "/plans/migration-2008-2010/"
KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
FAMILY = "Inter"


def fonts_of(page: Page, selector: str) -> dict[str, int]:
    """Family → how many letters of the element are drawn with it."""
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    node = browser.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = browser.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"]: int(font["glyphCount"]) for font in used}


def in_view(page: Page, selector: str) -> bool:
    return bool(page.locator(selector).first.is_visible())


def test_kazakh_letters_are_drawn_with_the_same_font_as_their_neighbours(visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk")
    page.goto("/components/")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert KAZAKH in page.locator("#colours .lead").inner_text()
    assert [*fonts_of(page, "#colours .lead")] == [FAMILY]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_page_of_the_plan_is_written_in_one_font(visit: Visitor, language: str) -> None:
    page = visit(COORDINATOR, language=language)
    page.goto(PLAN)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert [*fonts_of(page, "h1"), *fonts_of(page, "table.list td:nth-child(4)")] == [FAMILY] * 2


def test_the_menu_of_a_person_is_worked_with_the_keyboard(visit: Visitor) -> None:
    page = visit(COORDINATOR)
    page.goto("/board/")
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    opened = in_view(page, ".menu-items button.menu-item")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('.menu-items') !== null")
    page.keyboard.press("Escape")
    closed = not in_view(page, ".menu-items button.menu-item")
    back = page.evaluate("document.activeElement.tagName")
    assert (opened, inside, closed, back) == (True, True, True, "SUMMARY")


def test_the_menu_opens_without_scripts(visit: Visitor) -> None:
    signed_in = visit(COORDINATOR)
    context = visit.browser.new_context(
        base_url=visit.site.url,
        java_script_enabled=False,
        storage_state=signed_in.context.storage_state(),
    )
    visit.contexts.append(context)
    page = context.new_page()
    page.goto("/board/")
    page.locator("details.menu > summary").click()
    assert in_view(page, ".menu-items button.menu-item")


def test_the_head_leaves_the_page_most_of_a_phone(visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk", width=390)
    page.goto("/board/")
    head = page.locator("header.site-head").bounding_box()
    assert head is not None
    assert head["height"] < 120


def test_a_phone_folds_filters_away_without_scripts(visit: Visitor) -> None:
    signed_in = visit(COORDINATOR)
    context = visit.browser.new_context(
        base_url=visit.site.url,
        java_script_enabled=False,
        storage_state=signed_in.context.storage_state(),
        viewport={"width": 390, "height": 844},
    )
    visit.contexts.append(context)
    page = context.new_page()
    page.goto("/board/")
    folded = page.locator("form.filters.fold")
    before = folded.is_visible()
    page.locator("label[for=fold-filters]").click()
    after = folded.is_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    assert (before, after, folded.is_visible()) == (False, True, True)


def test_a_choice_of_the_dark_outweighs_the_system(visit: Visitor) -> None:
    page = visit(COORDINATOR)
    page.goto("/board/")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.locator("form.theme button[value=dark]").click()
    page.wait_for_url(re.compile("/board/"))
    dark = page.evaluate(ground)
    page.locator("form.theme button[value='']").click()
    page.wait_for_load_state()
    assert (before, dark, page.evaluate(ground)) == (
        *("rgb(244, 246, 248)", "rgb(18, 25, 30)"),
        "rgb(244, 246, 248)",
    )


@pytest.mark.parametrize("address", [PLAN, "/board/"])
def test_what_is_printed_is_a_paper_without_furniture(visit: Visitor, address: str) -> None:
    page = visit(COORDINATOR, language="ru", dark=True)
    page.goto(address)
    page.emulate_media(media="print")
    furniture = [".site-nav", ".head-row", ".filters", ".site-foot", ".tabs", ".btn"]
    assert {part: in_view(page, part) for part in furniture} == dict.fromkeys(furniture, False)
    assert [in_view(page, part) for part in ("h1", "table.list thead", ".status")] == [True] * 3
    heads = "getComputedStyle(document.querySelector('table.list thead')).display"
    ink = "getComputedStyle(document.querySelector('h1')).color"
    assert [page.evaluate(heads), page.evaluate(ink)] == ["table-header-group", "rgb(0, 0, 0)"]


def test_with_the_colours_of_the_system_a_status_keeps_word_and_shape(visit: Visitor) -> None:
    page = visit(COORDINATOR)
    page.emulate_media(forced_colors="active")
    page.goto("/components/")
    badge = page.locator("#statuses .status-overdue").first
    shape = badge.evaluate("one => getComputedStyle(one, '::before').clipPath")
    assert (badge.inner_text(), shape.startswith("polygon")) == ("overdue", True)


def test_a_second_page_brings_nothing_but_itself(visit: Visitor) -> None:
    """Everything else is kept by the browser."""
    page = visit(COORDINATOR)
    page.goto("/board/")
    page.goto(PLAN)
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').map(one => [one.name, one.transferSize])"
    )
    assert {address for address, size in sizes if size} == set()
    assert len(sizes) > 3
