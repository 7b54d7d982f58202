"""A table too long for a page: entered by the worker while the person does something else."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.new_plan import add_plan
from tests.journeys.places import ADMINISTRATOR, COORDINATOR
from tests.journeys.running import Site
from tests.measures.importing.files import xlsx

pytestmark = pytest.mark.journey
ROWS = 320
HEAD = ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"]
TABLE = [HEAD] + [
    [str(number), f"Обследовать посёлок № {number}", "Отчёт", "МВД", "до 1 декабря 2010 года"]
    for number in range(1, ROWS + 1)
]
PLAN = "/plans/villages"


def finished(page: Page, words: str) -> None:
    """Away to another page and back: a notice waits, and leads to what came of it."""
    page.goto("/board/")
    for _look in range(60):
        page.goto("/notices/?show=new")
        told = page.locator(".notice", has_text=words).locator("a[data-seen]")
        if told.count():
            told.first.click()
            return
        page.wait_for_timeout(500)
    pytest.fail("no notice came")


def test_a_large_table_is_entered_and_drawn_while_one_is_away(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    add_plan(site, visit(ADMINISTRATOR), "villages")
    table = tmp_path / "villages.xlsx"
    table.write_bytes(xlsx(TABLE))
    page = visit(COORDINATOR, language="ru")
    page.goto(f"{PLAN}/import/")
    page.locator("input[type=file]").set_input_files(table)
    page.locator("main form button.btn-primary").click()
    page.locator("button[value=apply]").click()
    page.wait_for_url("**/jobs/*/")
    finished(page, "villages.xlsx")
    expect(page.locator("section.note-success")).to_be_visible()
    assert site.ask(
        "SELECT count(*) FROM measures_measure m JOIN planner_actionplan p ON p.id = m.plan_id"
        " WHERE p.slug = 'villages'"
    ) == [(ROWS,)]

    page.goto(f"{PLAN}/export/")
    page.locator("button[value='ru.xlsx']").click()
    page.wait_for_url("**/jobs/*/")
    with page.expect_download(timeout=60_000) as download:
        page.locator("section.note-success a[href$='/file/']").click(timeout=60_000)
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    sheet = openpyxl.load_workbook(kept).active
    titles = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    drawn = [title for title in titles if title.startswith("Обследовать посёлок")]
    assert (kept.suffix, drawn) == (".xlsx", [row[1] for row in TABLE[1:]])
