"""Two of one agency write one report: each sees what the other typed, and nothing is lost."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site
from tests.journeys.writing import OFFICER, OWED, dropped, saved, text_of, typed

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("patience")]


def test_two_who_write_one_draft_see_each_other(site: Site, visit: Visitor) -> None:
    """On a phone, with the keyboard alone: mine stays, theirs stands beside it, both are kept."""
    [_first, (owed,), *_others] = site.ask(OWED)
    mine, theirs = visit(OFFICER, width=390), visit("head.mvd@demo.example")
    for page in (mine, theirs):
        page.goto(f"/obligations/{owed}/")
    typed(theirs, "Версия руководителя.")
    saved(theirs)
    mine.get_by_label("What was done").focus()
    mine.keyboard.type("Моя версия.")
    expect(mine.locator("[data-save-state]")).to_contain_text("Somebody else saved this draft")
    expect(mine.locator("#theirs")).to_contain_text("Версия руководителя.")
    expect(mine.get_by_label("What was done")).to_have_value("Моя версия.")
    assert text_of(site, owed) == [("draft", "Версия руководителя.")]
    mine.get_by_role("button", name="Put theirs below mine").focus()
    mine.keyboard.press("Enter")
    expect(mine.get_by_text("Both versions stand in the draft")).to_be_visible()
    assert text_of(site, owed) == [("draft", "Моя версия.\n\nВерсия руководителя.")]


def test_handing_in_waits_for_a_save_and_goes_over_nothing_unseen(
    site: Site, visit: Visitor
) -> None:
    """The colleague's text comes to light in the very save that the click waits for."""
    [*_others, (owed,)] = site.ask(OWED)
    mine, theirs = visit(OFFICER), visit("head.mvd@demo.example")
    mine.goto(f"/obligations/{owed}/")
    typed(mine, "Моё.")
    saved(mine)
    theirs.goto(f"/obligations/{owed}/")
    typed(theirs, " И час работы коллеги.")
    saved(theirs)
    on_its_way: list[Route] = []
    mine.context.route("**/draft/", lambda route: on_its_way.append(route))
    with mine.expect_request("**/draft/"):
        typed(mine, " И ещё.")
    hand_in = mine.get_by_role("button", name="Hand in", exact=True)
    hand_in.click()
    on_its_way[0].continue_()
    expect(mine.locator("#theirs")).to_be_focused()
    hand_in.click()
    expect(mine.locator("#theirs")).to_be_focused()
    assert text_of(site, owed) == [("draft", "Моё. И час работы коллеги.")]
    mine.get_by_role("button", name="Keep mine").click()
    expect(mine.get_by_text("The draft is saved.")).to_be_visible()
    mine.get_by_role("button", name="Hand in", exact=True).click()
    expect(mine.get_by_role("heading", name="What happens next")).to_be_visible()
    assert text_of(site, owed) == [("submitted", "Моё. И ещё.")]


def test_a_file_for_a_draft_begun_meanwhile_shows_that_draft(site: Site, visit: Visitor) -> None:
    [*_others, (owed,)] = site.ask(OWED)
    mine, theirs = visit(OFFICER), visit("head.mvd@demo.example")
    for page in (mine, theirs):
        page.goto(f"/obligations/{owed}/")
    typed(theirs, "Версия руководителя.")
    saved(theirs)
    dropped(mine, "акт.pdf")
    expect(mine.locator("#theirs")).to_contain_text("Версия руководителя.")
    expect(mine.locator("#files").get_by_role("link", name="акт.pdf")).to_be_visible()
    typed(mine, "Моё.")
    mine.get_by_role("button", name="Take theirs, drop mine").click()
    expect(mine.get_by_label("What was done")).to_have_value("Версия руководителя.")
    assert text_of(site, owed) == [("draft", "Версия руководителя.")]
