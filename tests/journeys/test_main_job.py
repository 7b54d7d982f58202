"""The project's main job, from an officer's report to the quarter's report, on a running site."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site, eventually
from tests.measures.test_services_evidence import PDF

pytestmark = pytest.mark.journey
OFFICER = "officer.mvd@demo.example"
COORDINATOR = "coordinator.one@demo.example"
OVERDUE = """
    SELECT o.id FROM measures_obligation o
    JOIN agencies_agency a ON a.id = o.agency_id
    WHERE a.code = 'mvd' AND o.state = 'open' AND o.kind <> 'continuous'
      AND o.due_on < DATE '2009-07-06' ORDER BY o.due_on
"""


def overdue_figure(page: Page) -> int:
    page.goto("/board/")
    figure = page.locator("ul.by-status a[href*='status=overdue'] b").inner_text()
    return int(figure)


def hand_in(page: Page, obligation: int, letter: Path) -> None:
    """As an officer does: from the desk to the item, words, document, file, hand in."""
    page.goto("/desk/")
    page.locator(f"a[href='/obligations/{obligation}/']").first.click()
    done = page.get_by_role("radio", name=re.compile("^(done|report for the period)"))
    done.check()
    page.get_by_label("What was done").fill("Работа завершена, материалы приложены.")
    page.get_by_label("Completion document").select_option("information")
    page.get_by_label("Its number").fill("4-2/1180")
    page.get_by_label("Its date").fill("2009-07-06")
    page.get_by_label("Files").set_input_files(letter)
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_text("The report is handed in and waits for review.")).to_be_visible()


def test_what_an_officer_hands_in_reaches_the_board_and_is_accepted(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    [(obligation,), *others] = site.ask(OVERDUE)
    letter = tmp_path / "письмо.pdf"
    letter.write_bytes(PDF)
    coordinator = visit(COORDINATOR)
    before = overdue_figure(coordinator)

    hand_in(visit(OFFICER), obligation, letter)
    assert overdue_figure(coordinator) == before - 1

    [(entry,)] = site.ask(
        "SELECT id FROM measures_progressentry WHERE obligation_id = %s AND state = 'submitted'",
        obligation,
    )
    coordinator.goto("/review/")
    coordinator.locator(f"a[href='/review/{entry}/']").first.click()
    expect(coordinator.get_by_text("Работа завершена, материалы приложены.")).to_be_visible()
    with coordinator.expect_download() as download:
        coordinator.get_by_role("link", name="письмо.pdf").click()
    assert Path(download.value.path()).read_bytes() == PDF
    coordinator.get_by_role("button", name="Accept").click()
    assert site.ask(
        "SELECT state, done_on::text FROM measures_obligation WHERE id = %s", obligation
    ) == [("done", "2009-07-06")]
    mail = eventually(lambda: site.mail_to(OFFICER), seconds=120, what="the reminder")[0]
    check_reminds_of_another(site, mail, others)


def check_reminds_of_another(site: Site, mail: Any, others: list[tuple[int]]) -> None:
    """One mail, in the officer's language, with links to what is still owed."""
    text = mail.get_body(("plain",)).get_content()
    linked = {int(found) for found in re.findall(r"/obligations/(\d+)/", text)}
    assert {other for (other,) in others} <= linked
    assert len(site.mail_to(OFFICER)) == 1
