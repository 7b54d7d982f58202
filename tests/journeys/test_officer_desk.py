"""An officer with a bad line and ten minutes: nothing typed is lost, the next thing is plain."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site
from tests.journeys.writing import OFFICER, OWED, dropped, saved, text_of, typed

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("patience")]
# Other walks hand in what the officer above has late; whoever has something late still, will do.
SOMEBODY_LATE = """
    SELECT u.email FROM agencies_user u
    JOIN agencies_membership m ON m.user_id = u.id AND m.role = 'officer'
    JOIN measures_obligation o ON o.agency_id = m.agency_id
    JOIN measures_measure x ON x.id = o.measure_id
    WHERE u.email LIKE 'officer.%%' AND x.state = 'on_control' AND o.state = 'open'
      AND o.kind <> 'continuous' AND o.due_on < DATE '2009-07-06'
      AND NOT EXISTS (SELECT 1 FROM measures_progressentry e WHERE e.obligation_id = o.id)
    ORDER BY u.email LIMIT 1
"""


def test_a_phone_says_first_what_is_late(site: Site, visit: Visitor) -> None:
    [(officer,)] = site.ask(SOMEBODY_LATE)
    page = visit(officer, width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/desk/")
    expect(page.locator(".desk-summary")).to_contain_text(
        re.compile(r"^\d+ reports? (?:is|are) late")
    )
    row = page.locator(".desk-rows .days-late").first
    box = row.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def open_from_the_desk(page: Page, owed: int) -> None:
    page.goto("/desk/")
    page.locator(f".desk-acts a[href='/obligations/{owed}/#report']").click()


def leave_without_saving(page: Page) -> None:
    page.once("dialog", lambda asked: asked.accept())  # “leave without saving?”
    page.goto("about:blank")


def type_without_a_line(page: Page, text: str) -> None:
    """The browser's own line, not this call alone: what a page sends as it is left must fail too,
    and such a call may reach a handler of routes only after the line is back."""
    page.context.set_offline(True)
    typed(page, text)
    expect(page.locator("[data-save-state]")).to_contain_text("Not saved: no connection.")


def the_line_is_back(page: Page) -> None:
    page.context.set_offline(False)


def put_back_what_was_typed(page: Page, owed: int) -> None:
    page.goto(f"/obligations/{owed}/")
    page.get_by_role("button", name="Put it back").click()
    saved(page)


def drop_a_file(page: Page, name: str) -> None:
    dropped(page, name)
    expect(page.locator("#files").get_by_role("link", name=name)).to_be_visible()


def choose_a_program(page: Page, wrong: Path) -> None:
    """It is refused in words, and goes off the list."""
    wrong.write_bytes(b"MZ")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.locator(".upload-wrong")).to_contain_text("is not a file of an accepted kind")
    page.get_by_role("button", name=f"Take off the list: {wrong.name}").click()


def hand_in_with_two_clicks(page: Page) -> None:
    page.get_by_role("button", name="Hand in", exact=True).dblclick()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()


def is_led_to_the_next(page: Page) -> None:
    ahead = page.get_by_role("link", name=re.compile("^Next: "))
    expect(ahead).to_have_attribute("href", re.compile(r"^/obligations/\d+/#report$"))


def go_back_and_take_it_back(page: Page) -> None:
    page.go_back()
    expect(page.get_by_text("A report waits for review.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()


def test_nothing_typed_is_lost_when_the_line_breaks(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    """Typed, cut off, left and come back to; a file dropped in; handed in; led to the next."""
    [(owed,), *_others] = site.ask(OWED)
    whole = "Проверено 12 работодателей. Выявлено 3 нарушения."
    page = visit(OFFICER)
    open_from_the_desk(page, owed)
    assert text_of(site, owed) == []
    typed(page, "Проверено 12 работодателей.")
    saved(page)
    assert text_of(site, owed) == [("draft", "Проверено 12 работодателей.")]

    type_without_a_line(page, " Выявлено 3 нарушения.")
    leave_without_saving(page)
    the_line_is_back(page)
    put_back_what_was_typed(page, owed)
    assert text_of(site, owed) == [("draft", whole)]

    drop_a_file(page, "акт.pdf")
    choose_a_program(page, tmp_path / "вирус.exe")
    hand_in_with_two_clicks(page)
    assert text_of(site, owed) == [("submitted", whole)]
    is_led_to_the_next(page)
    go_back_and_take_it_back(page)
    expect(page.get_by_label("What was done")).to_have_value(whole)


def test_text_typed_while_its_own_file_travels_is_no_conflict(site: Site, visit: Visitor) -> None:
    [*_others, (owed,)] = site.ask(OWED)
    page = visit(OFFICER)
    page.goto(f"/obligations/{owed}/")
    on_its_way: list[Route] = []
    page.context.route("**/files/", lambda route: on_its_way.append(route))
    with page.expect_request("**/files/"):
        dropped(page, "акт.pdf")
    typed(page, "Пока файл в пути.")
    saved(page)
    on_its_way[0].continue_()
    expect(page.locator("#files").get_by_role("link", name="акт.pdf")).to_be_visible()
    typed(page, " Дальше.")
    saved(page)
    assert text_of(site, owed) == [("draft", "Пока файл в пути. Дальше.")]
    expect(page.locator("#theirs")).to_have_count(0)


KEEP = """
([key, age]) => localStorage.setItem(
  `tracker-report:${key}`, JSON.stringify({ at: Date.now() - age, fields: { text: "Слова." } }))
"""
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tracker-report:'))"
MONTH = 31 * 24 * 3600 * 1000  # ms


def test_signing_out_leaves_no_text_in_the_browser(site: Site, visit: Visitor) -> None:
    """Nor is what is old or somebody else's left by the next page that is opened."""
    [*_others, (owed,)] = site.ask(OWED)
    [(me,)] = site.ask("SELECT id FROM agencies_user WHERE email = %s", OFFICER)
    page = visit(OFFICER)
    for kept in ((f"{me}:1", 0), (f"{me}:2", MONTH), (f"{me}0:3", 0)):
        page.evaluate(KEEP, kept)
    page.goto(f"/obligations/{owed}/")
    assert page.evaluate(KEPT) == [f"tracker-report:{me}:1"]

    page.context.route("**/draft/", lambda route: route.abort())
    typed(page, "Не для чужих глаз.")
    page.locator("header details.menu:has(.person-name) summary").click()
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="Sign out").click()
    assert len(page.evaluate(KEPT)) == 2
    visit.signed_in.pop(OFFICER)  # these cookies are worth nothing from here on
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")
    assert page.evaluate(KEPT) == []


def test_who_is_signed_out_keeps_the_text_and_goes_on(site: Site, visit: Visitor) -> None:
    [_first, _second, (owed,), *_others] = site.ask(OWED)
    page = visit(OFFICER)
    page.goto(f"/obligations/{owed}/")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    typed(page, "Набрано после выхода.")
    expect(page.locator("[data-save-state]")).to_contain_text("You are signed out.")
    page.context.add_cookies([one for one in cookies if one["name"] == "sessionid"])  # type: ignore[misc]  # as given
    typed(page, " И дальше.")
    saved(page)
    assert text_of(site, owed) == [("draft", "Набрано после выхода. И дальше.")]


def test_without_scripts_the_buttons_do_it(site: Site, browser: Browser, visit: Visitor) -> None:
    [_first, _second, _third, (owed,), *_others] = site.ask(OWED)
    cookies = visit(OFFICER).context.storage_state()
    plain = browser.new_context(base_url=site.url, java_script_enabled=False, storage_state=cookies)
    page = plain.new_page()
    page.goto(f"/obligations/{owed}/")
    page.get_by_label("What was done").fill("Без сценариев.")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("The draft is saved. It is not handed in yet.")).to_be_visible()
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    assert text_of(site, owed) == [("submitted", "Без сценариев.")]
    plain.close()
