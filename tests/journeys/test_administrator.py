"""An administrator's road: a plan, a person, the plan's table; and the person finds the work."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Visitor
from tests.journeys.new_plan import add_plan, choose
from tests.journeys.places import ADMINISTRATOR, COORDINATOR
from tests.journeys.running import Site
from tests.measures.importing.files import xlsx

pytestmark = pytest.mark.journey
NEWCOMER = "newcomer@demo.example"
TITLE = "Провести опрос предприятий"
TABLE = [
    ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"],
    ["1", TITLE, "Отчёт", "МВД", "до 1 декабря 2009 года"],
]


def add_person(site: Site, page: Page) -> None:
    page.goto("/admin/agencies/user/add/")
    page.locator("[name=email]").fill(NEWCOMER)
    page.locator("[name=full_name]").fill("Н. Н. Новичок")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto("/admin/agencies/membership/add/")
    choose(page, "user", site.ask("SELECT id FROM agencies_user WHERE email = %s", NEWCOMER))
    choose(page, "agency", site.ask("SELECT id FROM agencies_agency WHERE code = 'mvd'"))
    page.locator("select[name=role]").select_option("officer")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_from_an_empty_plan_to_the_desk_of_a_new_officer(
    site: Site, visit: Visitor, tmp_path: Path
) -> None:
    page = visit(ADMINISTRATOR)
    page.goto("/help/begin/")
    expect(page.locator("ol.steps .step-done").first).to_be_visible()
    page.locator("ol.steps a[href^='/admin/planner/actionplan/']").click()
    add_plan(site, page, "first-steps")
    add_person(site, page)

    table = tmp_path / "plan.xlsx"
    table.write_bytes(xlsx(TABLE))
    coordinator = visit(COORDINATOR, width=390)
    coordinator.goto("/plans/first-steps/")
    coordinator.locator("label[for=fold-acts]").click()  # a phone folds them away
    coordinator.locator("a[href='/plans/first-steps/import/']").first.click()
    coordinator.locator("input[type=file]").set_input_files(table)
    coordinator.get_by_role("button", name="Read the file").click()
    expect(coordinator.locator("main table.list").first).to_contain_text(TITLE)
    coordinator.get_by_role("button", name="Write to the plan").click()
    expect(coordinator.get_by_text("1 measure was added.")).to_be_visible()

    officer = visit(NEWCOMER, width=390)
    officer.goto("/desk/?show=later")
    expect(officer.get_by_text(TITLE).first).to_be_visible()
