"""What the strict policy could break beyond our own pages, and what a shared computer keeps."""

import pytest

from tests.journeys.conftest import PASSWORD, Visitor
from tests.journeys.looking import COLOURS, faults, overflow, refusals
from tests.journeys.places import ADMINISTRATOR, OFFICER
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
ADMINISTRATION = [
    *("/admin/", "/admin/agencies/user/", "/admin/agencies/user/add/", "/admin/agencies/agency/1/"),
    *("/admin/measures/measure/", "/admin/measures/reminder/", "/admin/reports/report/"),
    *("/admin/agencies/membership/add/", "/admin/password_change/", "/admin/nothing/"),
]


def test_the_administration_does_nothing_that_the_policy_refuses(visit: Visitor) -> None:
    page, found = visit(ADMINISTRATOR), {}
    for address in ADMINISTRATION:
        with refusals(page) as refused:
            page.goto(address, wait_until="load")
            page.evaluate("0")
        found[address] = list(refused)
    assert found == {address: [] for address in ADMINISTRATION}


def test_the_page_of_the_api_draws_itself_and_reads_the_schema(visit: Visitor) -> None:
    page = visit(OFFICER)
    with refusals(page) as refused:
        page.goto("/api/v1/docs/")
        page.locator(".swagger-ui .info .title").wait_for()
        page.locator(".opblock-tag").first.click()
        page.locator(".opblock").first.wait_for()
    assert refused == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_of_the_api_is_read_on_a_phone_and_opened_with_the_keyboard(
    visit: Visitor, dark: bool
) -> None:
    page = visit(OFFICER, width=390, dark=dark)
    page.goto("/api/v1/docs/")
    page.locator(".opblock-summary-control").first.press("Enter")
    page.locator(".opblock-body .example").first.wait_for()
    assert (overflow(page), faults(page, COLOURS)) == (0, [])


def test_a_script_that_slipped_into_a_page_does_not_run(visit: Visitor) -> None:
    """The policy itself, in a real browser: as if a text had not been escaped."""
    page = visit(OFFICER)
    page.goto("/help/")
    with refusals(page) as refused:
        page.evaluate(
            """() => {
                const p = document.createElement("p");
                p.innerHTML = '<img src=x onerror="window.ran = 1"><b style="color: red">b</b>';
                document.body.append(p);
                const script = document.createElement("script");
                script.textContent = "window.ran = 2";
                document.body.append(script);
            }"""
        )
        page.wait_for_timeout(300)
        ran = page.evaluate("window.ran")
    assert (ran, len(refused) >= 2) == (None, True)


def test_going_back_after_signing_out_shows_nothing(visit: Visitor, site: Site) -> None:
    page = visit()
    page.goto("/accounts/login/")
    page.locator("input[name=username]").fill(OFFICER)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form.card-form button").click()
    page.wait_for_url("**/desk/**")
    page.goto("/settings/")
    page.request.post(
        f"{site.url}/accounts/logout/",
        form={
            "csrfmiddlewaretoken": page.locator(
                "input[name=csrfmiddlewaretoken]"
            ).first.input_value()
        },
        headers={"Referer": page.url},
    )
    page.goto("/public/")
    page.go_back()
    assert "/accounts/login/" in page.url
