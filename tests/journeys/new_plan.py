"""A plan of one's own for a journey: entered in the administration as an administrator does."""

from playwright.sync_api import Page, expect

PLAN = {
    "title_ru": "План на 2010 год",
    "title_kk": "2010 жылға арналған жоспар",
    "title_en": "Plan for 2010",
    "starts_on": "2009-07-01",
    "ends_on": "2010-12-31",
    "approved_on": "2009-07-01",
}


def add_plan(administrator: Page, slug: str) -> None:
    page = administrator
    page.goto("/admin/planner/actionplan/add/")
    for name, value in (PLAN | {"slug": slug}).items():
        page.locator(f"[name={name}]").fill(value)
    choose(page, "concept", "миграционн")
    choose(page, "coordinator", "mtszn")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def choose(page: Page, name: str, words: str) -> None:
    """From a list, or out of what the administration finds for some letters."""
    field = page.locator(f"select[name={name}]")
    if "admin-autocomplete" not in (field.get_attribute("class") or ""):
        field.select_option(index=1)
        return
    page.locator(f".field-{name} .select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted:not(.loading-results)").click()
