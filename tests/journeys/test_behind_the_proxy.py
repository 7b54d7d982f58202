"""The site as an operator sets it up by `deploy/`: HTTPS, nginx, gunicorn, nothing left off."""

import http.client
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from redis import Redis

from tests.agencies.signing_in.telephones import code_of
from tests.evidence_files import pdf
from tests.journeys.calling import Answer, call, call_plainly
from tests.journeys.conftest import CHROMIUM_FLAGS, PASSWORD
from tests.journeys.places import (
    ADMINISTRATOR,
    COORDINATOR,
    LEAD,
    OFFICER,
    PLACES,
    PLAN,
    PUBLIC,
)
from tests.journeys.proxied import NAME, Proxied, browser_flags, proxied
from tests.journeys.running import ROOT, Site, own_database
from tests.journeys.test_sign_in import DEVICE
from tests.mail_server import MailServer

pytestmark = pytest.mark.journey
HTTPS = f"https://{NAME}"
A_YEAR = "max-age=31536000; includeSubDomains"
DAY = "2009-07-06"
PAGES = {
    OFFICER: [
        *("/desk/", "/notices/", "/search/?q=мигрантам", "/help/", "/help/rights/", "/settings/"),
        *("/accounts/tokens/", "/accounts/sessions/", "/accounts/security/", "/desk/upload/"),
        *("/exchange/calendars/", "/reports/", f"{PLAN}/", f"{PLAN}/progress/", "/api/v1/docs/"),
    ],
    COORDINATOR: [
        *("/board/", "/review/", "/exchange/webhooks/", "/exchange/webhooks/new/", "/reminders/"),
        *("/plans/", f"{PLAN}/matrix/", f"{PLAN}/publish/", "/reports/cuts/", "/concept/"),
    ],
    ADMINISTRATOR: [
        *("/audit/", "/accounts/invitations/", "/accounts/locked/", "/succession/", "/help/begin/"),
        *("/admin/", "/admin/agencies/user/", "/admin/agencies/agency/1/"),
    ],
    "": ["/public/", f"{PUBLIC}/", f"{PUBLIC}/measures/", "/verify/", "/accounts/login/"],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, filled: str) -> Iterator[Proxied]:
    folder: Path = tmp_path_factory.mktemp("proxied")
    redis = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    for number in (8, 9):
        Redis.from_url(f"{redis}/{number}").flushdb()
    with (
        own_database(os.environ["DATABASE_URL"], like=filled) as database,
        proxied(database, redis, folder, day=DAY) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def sealed(browser: Browser, served: Proxied) -> Iterator[Browser]:
    """Takes the one certificate, and refuses every other."""
    chromium = browser.browser_type.launch(
        executable_path=os.environ["CHROMIUM"], args=[*CHROMIUM_FLAGS, *browser_flags(served)]
    )
    yield chromium
    chromium.close()


@pytest.fixture
def page(sealed: Browser) -> Iterator[Page]:
    context = sealed.new_context(base_url=HTTPS, locale="en-GB", accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=username]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form.card-form button").click()
    page.wait_for_url(lambda address: "/login/" not in address)
    if "/2fa/" not in page.url:
        page.locator("form.languages button[value=en]").click()


def set_up_app(page: Page) -> str:
    """A coordinator gets no further without; returns the seed of the app."""
    page.wait_for_url("**/accounts/second-factor/**")
    page.goto("/accounts/2fa/app/")
    seed = page.locator(".seed-text").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(code_of(seed))
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/accounts/2fa/codes/")
    return seed


def test_an_operator_is_warned_of_nothing(served: Proxied) -> None:
    env = {name: value for name, value in served.env.items() if name != "BUSINESS_DATE"}
    argv = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (1 silenced).\n",
    ), done.stderr


def test_who_comes_without_https_is_sent_on_and_by_another_name_turned_away(served: Proxied):
    sent = call_plainly(served.http, "/desk/?status=late", Host=NAME)
    assert (sent.status, sent.headers["Location"]) == (301, f"{HTTPS}/desk/?status=late")
    with pytest.raises(http.client.RemoteDisconnected):
        call_plainly(served.http, "/", Host="evil.example")
    with pytest.raises(ssl.SSLError):
        call(served, "/", name="evil.example")
    with pytest.raises(http.client.RemoteDisconnected):
        call(served, "/accounts/login/", Host="evil.example")


def test_past_the_proxy_the_site_holds_its_own(served: Proxied):
    other = call_plainly(served.direct, "/accounts/login/", Host="evil.example")
    plain = call_plainly(served.direct, "/accounts/login/", Host=NAME)
    assert (other.status, plain.status) == (400, 301)
    assert plain.headers["Location"] == f"{HTTPS}/accounts/login/"


def test_every_answer_keeps_browsers_to_https(served: Proxied):
    page = call(served, "/accounts/login/")
    assert page.status == 200
    addresses = ["/accounts/login/", "/public/", "/nothing/", "/api/v1/plans/", _sheet(page)]
    told = {address: call(served, address).headers for address in addresses}
    found = {name: told[name]["Strict-Transport-Security"] for name in addresses}
    assert found == dict.fromkeys(addresses, A_YEAR)
    assert {told[name]["X-Content-Type-Options"] for name in addresses} == {"nosniff"}
    assert "upgrade-insecure-requests" in page.headers["Content-Security-Policy"]
    assert page.headers["Server"] == "nginx"  # and not of which version


def _sheet(page: Answer) -> str:
    return next(w for w in page.body.decode().split('"') if w.endswith(".css"))


def test_browsers_keep_sheets_for_a_year_and_get_them_packed(served: Proxied):
    sheet = call(served, _sheet(call(served, "/accounts/login/")), Accept_Encoding="gzip, br")
    kept = sheet.headers["Cache-Control"]
    assert (sheet.headers["Content-Encoding"] in ("gzip", "br"), "immutable" in kept) == (
        True,
        True,
    )


def test_cookies_are_of_this_host_by_https_alone(served: Proxied):
    told = call(served, "/accounts/login/").headers.get_all("Set-Cookie") or []
    for cookie in told:
        [(name, one)] = SimpleCookie(cookie).items()
        assert (name[:7], one["secure"], one["path"], one["domain"]) == ("__Host-", True, "/", "")
    assert told


def test_an_address_that_a_caller_made_up_is_not_believed(served: Proxied):
    """Who tries passwords is one caller, whatever they write; somebody else is not held up."""
    wrong = {"email": OFFICER, "password": "not this one at all"}
    statuses = [
        call(
            served,
            "/api/v1/token/",
            wrong,
            X_Forwarded_For=f"10.0.0.{n}",
            X__Forwarded__For=f"10.0.1.{n}",
            Forwarded=f"for=10.0.2.{n}",
            X_Forwarded_Host="evil.example",
            X_Forwarded_Proto="http",
            X_Request_ID="chosen-by-the-caller",
        ).status
        for n in range(7)
    ]
    assert statuses == [400] * 5 + [429] * 2
    assert call(served, "/api/v1/token/", wrong, source="127.0.0.2").status == 400
    site = Site(HTTPS, served.database, MailServer())
    seen = site.ask("SELECT DISTINCT personal::json->'origin'->>'ip' FROM audit_entry"
                    " WHERE kind = 'sign_in_failed'")  # fmt: skip
    assert sorted(seen) == [("127.0.0.1",), ("127.0.0.2",)]
    assert site.ask("SELECT 1 FROM audit_entry WHERE request = 'chosen-by-the-caller'") == []


def test_a_coordinator_sets_up_an_app_and_signs_in_with_it(page: Page):
    sign_in(page, COORDINATOR)
    seed = set_up_app(page)
    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url("**/accounts/login/")
    sign_in(page, COORDINATOR)
    page.wait_for_url("**/2fa/authenticate/")
    page.locator("input[name=code]").fill(code_of(seed, steps=1))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/board/**")
    kept = {one["name"]: (one["secure"], one["domain"]) for one in page.context.cookies()}
    assert kept["__Host-sessionid"] == kept["__Host-csrftoken"] == (True, NAME)
    assert walked(page, PAGES[COORDINATOR]) == ([], dict.fromkeys(PAGES[COORDINATOR], 200))


def test_a_passkey_belongs_to_the_name_that_people_type(page: Page):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, "coordinator.one@demo.example")
    page.wait_for_url("**/accounts/second-factor/**")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/accounts/2fa/codes/")
    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="Sign out here").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/board/**")


@pytest.mark.parametrize("email", [OFFICER, ADMINISTRATOR, ""])
def test_no_page_does_what_its_policy_refuses(page: Page, email: str):
    if email:
        sign_in(page, email)
    if email == ADMINISTRATOR:
        set_up_app(page)
    assert walked(page, PAGES[email]) == ([], dict.fromkeys(PAGES[email], 200))


def walked(page: Page, addresses: list[str]) -> tuple[list[str], dict[str, int]]:
    """Whatever the browser's console says at all, and the status of each page."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    return heard, {address: _opened(page, address) for address in addresses}


def _opened(page: Page, address: str) -> int:
    answer = page.goto(address, wait_until="load")
    page.evaluate("0")
    return answer.status if answer else 0


def test_a_file_goes_in_by_the_proxy_and_comes_out_to_be_saved(page: Page, served: Proxied):
    sign_in(page, OFFICER)
    site = Site(HTTPS, served.database, MailServer())
    [[mine]] = site.ask(PLACES["mine"])
    page.goto(f"/obligations/{mine}/")
    file: Any = {"name": "отчёт.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("input[type=file]").first.set_input_files(file)
    link = page.get_by_role("link", name="отчёт.pdf")
    if not link.count():
        page.get_by_role("button", name="Save").first.click()
    link.first.wait_for()
    with page.expect_download() as download:
        link.first.click()
    assert Path(download.value.path()).read_bytes() == pdf()
    brought = link.first.get_attribute("href") or ""
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    told = call(served, brought, Cookie=cookies)
    assert told.headers["Content-Disposition"].startswith("attachment;")
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert call(served, brought).status == 302  # to the sign-in


def test_a_program_reads_a_calendar_and_the_api(page: Page, served: Proxied):
    sign_in(page, OFFICER)
    page.goto("/exchange/calendars/")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("input[readonly], .made-link code, output").first
    address = link.get_attribute("value") or link.inner_text()
    assert address.startswith(f"{HTTPS}/exchange/calendars/")
    told = call(served, address.removeprefix(HTTPS))
    events = icalendar.Calendar.from_ical(told.body).walk("VEVENT")
    assert (told.status, len(events) > 5) == (200, True)
    assert {str(one["URL"])[: len(HTTPS)] for one in events if "URL" in one} == {HTTPS}

    asked = {"email": LEAD, "password": PASSWORD}
    token = call(served, "/api/v1/token/", asked, source="127.0.0.3").json["token"]
    first = call(served, "/api/v1/obligations/?page_size=2", Authorization=f"Bearer {token}")
    assert (first.status, len(first.json["results"])) == (200, 2)
    following = first.json["next"]
    assert following.startswith(f"{HTTPS}/api/v1/obligations/?")
    again = call(served, following.removeprefix(HTTPS), Authorization=f"Bearer {token}")
    assert (again.status, again.headers["RateLimit"] != "") == (200, True)


def test_the_proxy_says_in_the_readers_language_what_is_too_large_and_that_the_site_is_away(
    served: Proxied,
):
    large = call(served, "/verify/", Content_Length=str(10**9))
    assert (large.status, "80 MB" in large.body.decode()) == (413, True)
    assert served.web
    served.web.process.terminate()
    served.web.process.wait(timeout=30)
    away = call(served, "/accounts/login/")
    assert (away.status, "Сайт" in away.body.decode()) == (502, True)
