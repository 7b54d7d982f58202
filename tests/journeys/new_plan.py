"""A plan of one's own for a journey: entered in the administration as an administrator does."""

from playwright.sync_api import Page, expect

from tests.journeys.running import Site

PLAN = {
    "title_ru": "План на 2010 год",
    "title_kk": "2010 жылға арналған жоспар",
    "title_en": "Plan for 2010",
    "starts_on": "2009-07-01",
    "ends_on": "2010-12-31",
    "approved_on": "2009-07-01",
}


def add_plan(site: Site, administrator: Page, slug: str) -> None:
    page = administrator
    page.goto("/admin/planner/actionplan/add/")
    for name, value in named(slug).items():
        page.locator(f"[name={name}]").fill(value)
    choose(page, "concept", site.ask("SELECT id FROM planner_concept"))
    choose(page, "coordinator", site.ask("SELECT id FROM agencies_agency WHERE code = 'mtszn'"))
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def named(slug: str) -> dict[str, str]:
    """Two plans of one site do not bear the same title."""
    titles = {name: f"{value} ({slug})" for name, value in PLAN.items() if "title" in name}
    return PLAN | titles | {"slug": slug}


def choose(page: Page, name: str, found: list[tuple[int]]) -> None:
    """Of a list; the administration looks some of its lists up, the others it shows whole."""
    [(pk,)] = found
    field = page.locator(f"select[name={name}]")
    if "admin-autocomplete" in (field.get_attribute("class") or ""):
        field.evaluate("(list, pk) => list.add(new Option(pk, pk))", str(pk))
    field.select_option(str(pk), force=True)
