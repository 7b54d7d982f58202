"""Every page and every form does its work where scripts are turned off, or do not arrive."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Readers, Visitor
from tests.journeys.places import COORDINATOR, PAGES, PLAN, TABLE, place
from tests.journeys.running import Site
from tests.measures.importing.files import xlsx
from tests.measures.test_services_evidence import PDF

pytestmark = pytest.mark.journey
# It shows what waiting looks like.
SHOWS_WAITING = {"components"}
OFFICER = "officer.mvd@demo.example"
OWED = """
    SELECT o.id FROM measures_obligation o JOIN agencies_agency a ON a.id = o.agency_id
    WHERE a.code = 'mvd' AND o.state = 'open' AND o.kind IN ('once', 'event') AND o.role = 'lead'
      AND NOT EXISTS (SELECT 1 FROM measures_progressentry e WHERE e.obligation_id = o.id)
      AND EXISTS (SELECT 1 FROM measures_obligation p
                  WHERE p.measure_id = o.measure_id AND p.role <> 'lead' AND p.state = 'open')
    ORDER BY o.due_on DESC, o.id
"""


def told(page: Page) -> dict[str, object]:
    """What a page says: its title, its rows, the fields and buttons of its forms."""
    main = page.locator("main")
    return {
        "title": main.locator("h1").all_inner_texts(),
        "sections": main.locator("h2").all_text_contents(),
        "rows": main.locator("tbody tr, li, article, dd").count(),
        "fields": main.locator("form :is(input:not([type=hidden]), select, textarea)").count(),
        "waits": main.get_by_text(re.compile("^(Loading|Загрузка|Жүктелуде)"))
        .filter(visible=True)
        .count(),
    }


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_says_the_same_without_scripts(
    readers: Readers, ids: dict[str, int], name: str
) -> None:
    email, address = place(name, ids, "kk")
    said = []
    for scripts in (True, False):
        page = readers(email, "kk", scripts=scripts)
        page.goto(address, wait_until="domcontentloaded")
        said.append(told(page))
    with_scripts, without = said
    assert without == with_scripts
    assert without["waits"] == 0 or name in SHOWS_WAITING
    assert len(with_scripts["title"]) == 1  # type: ignore[arg-type]  # a list of texts


def test_an_officer_writes_and_hands_in_with_a_file(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    [(owed,), *_others] = site.ask(OWED)
    letter = tmp_path / "хат.pdf"
    letter.write_bytes(PDF)
    page = visit(OFFICER, width=390, scripts=False)
    page.goto(f"/obligations/{owed}/")
    page.get_by_role("radio", name=re.compile("^done")).check()
    page.get_by_label("What was done").fill("Закон внесён в Парламент.")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("The draft is saved. It is not handed in yet.")).to_be_visible()
    expect(page.get_by_label("What was done")).to_have_value("Закон внесён в Парламент.")
    page.get_by_label("Completion document", exact=True).select_option("information")
    page.get_by_label("Its number").fill("4-2/77")
    page.get_by_label("Its date").fill("2009-07-06")
    page.get_by_label("Files", exact=True).set_input_files(letter)
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_label("Hand in without them").check()  # asked only now; the file is kept already
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    kept = site.ask(
        "SELECT e.state, e.text, f.name FROM measures_progressentry e"
        " JOIN measures_evidence f ON f.entry_id = e.id WHERE e.obligation_id = %s",
        owed,
    )
    assert kept == [("submitted", "Закон внесён в Парламент.", "хат.pdf")]


def test_a_coordinator_filters_and_accepts(site: Site, visit: Visitor) -> None:
    page = visit(COORDINATOR, scripts=False)
    page.goto("/review/")
    agency = site.ask(
        "SELECT a.code, e.id FROM measures_progressentry e"
        " JOIN measures_obligation o ON o.id = e.obligation_id"
        " JOIN agencies_agency a ON a.id = o.agency_id"
        " WHERE e.state = 'submitted' AND a.code <> 'mtszn' ORDER BY e.id DESC LIMIT 1"
    )
    [(code, entry)] = agency
    page.get_by_label("Agency", exact=True).select_option(code)
    page.get_by_role("button", name="Filter").click()
    shown = page.locator("#found tbody tr")
    [(waiting,)] = site.ask(
        "SELECT count(*) FROM measures_progressentry e"
        " JOIN measures_obligation o ON o.id = e.obligation_id"
        " JOIN agencies_agency a ON a.id = o.agency_id"
        " WHERE e.state = 'submitted' AND a.code = %s",
        code,
    )
    expect(shown).to_have_count(waiting)
    page.locator(f"input[name=entry][value='{entry}']").check()
    page.get_by_role("button", name=re.compile("^Accept the chosen")).click()
    page.get_by_role("button", name="Accept 1 report").click()
    expect(page.locator(".outcome-done")).to_have_text("accepted")
    assert site.ask("SELECT state FROM measures_progressentry WHERE id = %s", entry) == [
        ("accepted",)
    ]


def test_a_table_is_read_looked_at_and_dropped_again(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    """Confirming is one more button of the same form; the plan of the others stays as it is."""
    table = tmp_path / "план.xlsx"
    table.write_bytes(xlsx(TABLE[:2]))
    page = visit(COORDINATOR, language="ru", scripts=False)
    page.goto(f"{PLAN}/import/")
    page.locator("input[type=file]").set_input_files(table)
    page.locator("main form button").click()
    expect(page.locator("main table.list").first).to_contain_text("Провести опрос")
    expect(page.locator("button[value=apply]")).to_be_visible()
    page.locator("button[value=drop]").click()
    assert site.ask("SELECT state FROM measures_importfile ORDER BY id DESC LIMIT 1") == [
        ("dropped",)
    ]
