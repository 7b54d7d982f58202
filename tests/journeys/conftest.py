"""A whole running site for the journeys: web, worker and beat as processes, and a mail server.

It has a database of its own beside the tests' one, filled with the demonstration, so that the
people of a journey meet what the people of `bin/demo` meet.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import processes
import pytest
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)
from ports import free_port

from tests.journeys.places import (
    COORDINATOR,
    MADE,
    OFFICER,
    PLACES,
    READY,
    asked_by_an_officer,
    asked_of_the_site,
    asked_when_ready,
)
from tests.journeys.running import (
    Site,
    environment,
    eventually,
    is_up,
    manage,
    own_database,
    programs,
    start,
)
from tests.mail_server import MailServer, mail_server

PASSWORD = "demo-2009-migration"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, all journeys are walked by one: they share one site."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the demonstration lie."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def filled(media: Path) -> Iterator[str]:
    """The address of a database filled with the demonstration, of which sites take copies."""
    server = os.environ["DATABASE_URL"]
    if not server.startswith("postgres"):
        pytest.fail("Journeys run on PostgreSQL: use bin/test, or set DATABASE_URL.")
    with own_database(server) as database:
        env = environment(Site("http://127.0.0.1", database, MailServer()), 25, media)
        manage(env, "migrate", "--no-input", "--verbosity", "0")
        manage(env, "seed_demo")
        yield database


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, filled: str, media: Path) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    server = os.environ["DATABASE_URL"]
    with own_database(server, like=filled) as database, mail_server() as (mail, smtp_port):
        site = Site(f"http://127.0.0.1:{port}", database, mail)
        env = environment(site, smtp_port, media)
        with ExitStack() as running:
            for name, argv in programs(port, folder).items():
                running.callback(processes.stop, start(name, argv, env, folder))
            eventually(lambda: is_up(site.url), what=f"the site (logs in {folder})")
            yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Visitor:
    """Opens the site as somebody; every page has its own cookies, as another computer has."""

    site: Site
    browser: Browser
    contexts: list[BrowserContext]
    signed_in: dict[str, Any]

    def __call__(
        self,
        email: str = "",
        *,
        language: str = "en",
        width: int = 1440,
        dark: bool = False,
        scripts: bool = True,
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.site.url,
            locale={"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}[language],
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            java_script_enabled=scripts,
            storage_state=self.signed_in.get(email),
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if email:
            self._sign_in(page, email)
            page.locator(f"form.languages button[value={language}]").click()
        return page

    def _sign_in(self, page: Page, email: str) -> None:
        """Once for each person; afterwards their cookies are brought along."""
        page.goto("/accounts/login/")
        if email not in self.signed_in:
            page.locator("input[name=username]").fill(email)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("main form.card-form button").click()
            page.wait_for_url(lambda address: "login" not in address)
            self.signed_in[email] = page.context.storage_state()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """Cookies of the people who have signed in, by e-mail."""
    return {}


@pytest.fixture
def visit(site: Site, browser: Browser, signed_in: dict[str, Any]) -> Iterator[Visitor]:
    visitor = Visitor(site, browser, [], signed_in)
    yield visitor
    for context in visitor.contexts:
        context.close()


@pytest.fixture
def patience() -> Iterator[None]:
    """Saving waits for a pause in the typing, and a busy machine takes its time."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@dataclass(frozen=True)
class Readers:
    """One open page for each person, kept for all the pages that a file of tests looks at."""

    visit: Visitor
    open: dict[tuple[str, bool], tuple[Page, str]]

    def __call__(
        self, email: str, language: str, *, width: int = 1440, scripts: bool = True
    ) -> Page:
        page, spoken = self.open.get((email, scripts)) or (
            self.visit(email, language=language, scripts=scripts),
            language,
        )
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour half-way
        if spoken != language:
            page.goto("/help/" if email else "/accounts/login/", wait_until="domcontentloaded")
            page.locator(f"form.languages button[value={language}]").click()
        self.open[email, scripts] = (page, language)
        return page


@pytest.fixture(scope="module")
def readers(site: Site, browser: Browser, signed_in: dict[str, Any]) -> Iterator[Readers]:
    """For a file whose tests go language by language: a language is kept with the person."""
    visitor = Visitor(site, browser, [], signed_in)
    yield Readers(visitor, {})
    for context in visitor.contexts:
        context.close()


@pytest.fixture(scope="session")
def ids(site: Site, browser: Browser, signed_in: dict[str, Any]) -> dict[str, int]:
    """A place to look at for every address with a number in it; what is not there is made."""
    found = {name: site.ask(sql)[0][0] for name, sql in PLACES.items()}
    visitor = Visitor(site, browser, [], signed_in)
    coordinator = visitor(COORDINATOR)
    for address, form in asked_of_the_site(found["round"]).items():
        answer = send(coordinator, address, form)
        assert answer.ok, f"{address}: {answer.status}"
    officer = visitor(OFFICER)
    for address, form in asked_by_an_officer(found["mine"]).items():
        answer = send(officer, address, form)
        assert answer.ok, f"{address}: {answer.status}"
    [(edition,)] = eventually(lambda: site.ask(READY), what="the report")
    for address, form in asked_when_ready(edition).items():
        answer = send(coordinator, address, form)
        assert answer.ok, f"{address}: {answer.status}"
    for context in visitor.contexts:
        context.close()
    return found | {name: site.ask(sql)[0][0] for name, sql in MADE.items()}


def send(page: Page, address: str, form: dict[str, Any]) -> APIResponse:
    """A form, sent as the page that is open would send it."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    origin = "/".join(page.url.split("/")[:3])
    return page.request.post(
        origin + address,
        multipart=form | {"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
