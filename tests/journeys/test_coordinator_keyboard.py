"""A coordinator's morning with the keyboard alone: the mouse is not touched once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.one@demo.example"


def tab_to(page: Page, selector: str, *, most: int = 150) -> None:
    """Tab by Tab, until what is looked for has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"{selector} is not reached with Tab on {page.url}")


def keys(page: Page, *pressed: str) -> None:
    for one in pressed:
        page.keyboard.press(one)


def decided(site: Site) -> dict[str, int]:
    sql = "SELECT state, count(*) FROM measures_progressentry GROUP BY state"
    return dict(site.ask(sql))


def test_the_board_is_filtered_and_the_view_is_kept(visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk")
    page.goto("/board/?status=all")
    keys(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    keys(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()
    before = page.locator("#found caption").inner_text()
    keys(page, "/")
    page.keyboard.type("оралман")
    keys(page, "Enter")
    page.wait_for_url(re.compile("text="))
    expect(page.locator("#found caption")).not_to_have_text(before)
    rows = page.locator("#found tbody tr").count()
    assert rows > 0
    page.reload()  # the focus begins at the head again
    tab_to(page, "details.keep-view > summary")
    keys(page, "Enter", "Tab")
    page.keyboard.type("Оралмандар")
    keys(page, "Enter")
    expect(page.locator("#views [aria-current=true]")).to_contain_text("Оралмандар")
    expect(page.locator("#found tbody tr")).to_have_count(rows)


def test_two_reports_are_ticked_looked_at_and_accepted(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk")
    before = decided(site)
    page.goto("/board/")
    tab_to(page, ".figures a[href^='/review/']")
    keys(page, "Enter")
    page.wait_for_url(re.compile("/review/$"))
    keys(page, "j", "x", "j", "x")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    tab_to(page, "p.together button.btn-primary")
    keys(page, "Enter")
    page.wait_for_url(re.compile("/review/accept/"))
    expect(page.locator("article.entry")).to_have_count(2)
    tab_to(page, "main form.card-form button.btn-primary")
    keys(page, "Enter")
    expect(page.locator(".outcome-done")).to_have_count(2)
    after = decided(site)
    assert after["accepted"] - before["accepted"] == 2
    assert before["submitted"] - after["submitted"] == 2


def test_a_report_is_returned_and_the_next_accepted(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk")
    page.goto("/review/")
    before = decided(site)
    keys(page, "j", "Enter")
    page.wait_for_url(re.compile(r"/review/\d+/$"))
    returned = page.url
    keys(page, "r")
    page.keyboard.type("Аймақтар бойынша мәліметтер жоқ.")
    tab_to(page, "button[value=return]")
    keys(page, "Enter")
    page.wait_for_url(lambda url: url != returned and "/review/" in url)
    accepted = page.url
    keys(page, "a", "Enter")
    page.wait_for_url(lambda url: url != accepted)
    expect(page.locator("main .note-success, .alert-success, [role=status]").first).to_be_visible()
    after = decided(site)
    assert {state: after[state] - before[state] for state in ("accepted", "submitted")} == {
        "accepted": 1,
        "submitted": -2,
    }


def test_more_time_is_decided(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR, language="kk")
    page.goto("/review/extensions/")
    keys(page, "j", "Enter")
    page.wait_for_url(re.compile(r"/extensions/\d+/$"))
    asked = int(page.url.rstrip("/").rpartition("/")[2])
    tab_to(page, "textarea[name=note]")
    page.keyboard.type("Мерзімді ұзартуға негіз жоқ.")
    tab_to(page, "button[value=refuse]")
    keys(page, "Enter")
    page.wait_for_url(lambda url: f"/extensions/{asked}/" not in url)
    assert site.ask("SELECT state FROM measures_extension WHERE id = %s", asked) == [("refused",)]
