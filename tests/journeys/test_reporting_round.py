"""A round is closed, a late officer is refused, the agency's part is reopened, and it hands in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.one@demo.example"
# Continuous work of the first quarter on which nobody wrote: no other walk needs it.
NOT_HANDED_IN = """
    SELECT o.id, u.email, a.code FROM measures_obligation o
    JOIN agencies_agency a ON a.id = o.agency_id
    JOIN agencies_membership m ON m.agency_id = a.id AND m.role = 'officer'
    JOIN agencies_user u ON u.id = m.user_id
    JOIN measures_measure x ON x.id = o.measure_id
    WHERE x.state = 'on_control' AND o.state = 'open'
      AND o.kind = 'continuous' AND o.occurrence = '2009Q1'
      AND NOT EXISTS (SELECT 1 FROM measures_progressentry e WHERE e.obligation_id = o.id)
    ORDER BY o.id LIMIT 1
"""
STATE = "SELECT state FROM reports_reportinground WHERE id = %s"
ENTRIES = "SELECT state, text FROM measures_progressentry WHERE obligation_id = %s"
TEXT = "Работа велась весь квартал."


def closed(page: Page) -> None:
    """Closes the first quarter after a look at what is missing."""
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("^Quarter I of 2009")).first.click()
    page.get_by_role("link", name="Close the round…").click()
    expect(page.get_by_role("heading", name="Not reviewed yet")).to_be_visible()
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("The round is closed.")).to_be_visible()


def handed_in(page: Page, owed: int) -> None:
    page.goto(f"/obligations/{owed}/")
    area = page.get_by_label("What was done")
    if area.input_value() != TEXT:
        area.fill(TEXT)
    page.get_by_role("button", name=re.compile("^Hand in")).first.click()


def reopened(page: Page, round_: int, code: str) -> None:
    page.goto(f"/reports/{round_}/bodies/{code}/")
    page.get_by_text("Reopen this part…").click()
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("alert")).to_contain_text("Reason")
    page.get_by_label("Reason").fill("Исполнитель болел.")
    page.get_by_label("Last day").fill("2009-07-10")
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_text("Reopened: it may hand in until")).to_be_visible()


def opened_again(page: Page, round_: int) -> None:
    """As other walks expect it."""
    page.goto(f"/reports/{round_}/close/")
    page.get_by_label("Reason").fill("Проверка завершена.")
    page.get_by_role("button", name="Open the whole round").click()
    expect(page.get_by_text("The round is open again")).to_be_visible()


def test_a_late_report_waits_until_the_part_of_its_agency_is_reopened(
    site: Site, visit: Visitor
) -> None:
    [(owed, email, code)] = site.ask(NOT_HANDED_IN)
    [(round_,)] = site.ask("SELECT id FROM reports_reportinground WHERE label = '2009Q1'")
    coordinator = visit(COORDINATOR)
    closed(coordinator)
    assert site.ask(STATE, round_) == [("closed",)]

    officer = visit(email)
    handed_in(officer, owed)
    expect(officer.get_by_role("alert")).to_contain_text("was closed on")
    assert site.ask(ENTRIES, owed) == [("draft", TEXT)]

    reopened(coordinator, round_, code)
    officer.goto("/notices/")
    expect(officer.get_by_text("You can hand in again for quarter I of 2009").first).to_be_visible()
    handed_in(officer, owed)
    expect(officer).to_have_url(re.compile(f"/obligations/{owed}/handed-in/"))
    assert site.ask(ENTRIES, owed) == [("submitted", TEXT)]

    opened_again(coordinator, round_)
    assert site.ask(STATE, round_) == [("open",)]
