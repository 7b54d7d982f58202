"""A whole running site for the journeys: web, worker and beat as processes, and a mail server.

It has a database of its own beside the tests' one, filled with the demonstration, so that the
people of a journey meet what the people of `bin/demo` meet.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import processes
import psycopg2
import pytest
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Page,
    sync_playwright,
)
from ports import free_port

from tests.journeys.places import COORDINATOR, MADE, PLACES, READY, asked_of_the_site
from tests.mail_server import MailServer, mail_server

ROOT = Path(__file__).resolve().parents[2]
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


@dataclass(frozen=True)
class Site:
    url: str
    database: str
    mail: MailServer

    def mail_to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.mail.taken if message["To"] == address]

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Straight from the database, past everything the project has written."""
        with closing(psycopg2.connect(self.database)) as connection:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall()


def eventually(found: Callable[[], Any], *, seconds: float = 60, what: str = "it") -> Any:
    """The first true answer; fails the test when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.5)
    return pytest.fail(f"{what} did not come within {seconds:.0f} s")


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """A new database on that server, of a random name, so that nothing of anybody's is touched."""
    name = f"journey_{secrets.token_hex(6)}"
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(server: str, statement: str) -> None:
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def _environment(site: Site, smtp_port: int, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": site.database,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "SITE_URL": site.url,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BUSINESS_DATE": "2009-07-06",
        "MEDIA_ROOT": str(folder / "media"),
        # A Redis database of its own: other tests of the run use the first one.
        "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/7",
    }


def _manage(env: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"manage.py {arguments[0]} failed:\n{done.stderr[-3000:]}")


def _programs(port: int, folder: Path) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"]
    return {
        "worker": [*celery, "worker", "-Q", "celery,mail,compile,jobs", "--concurrency", "2"],
        "beat": [*celery, "beat", "--schedule", str(folder / "beat")],
        "web": [*gunicorn, "--bind", f"127.0.0.1:{port}", "--threads", "4"],
    }


def _start(name: str, argv: list[str], env: dict[str, str], folder: Path) -> processes.Child:
    """However the test run ends, the kernel ends these with it."""
    return processes.start(
        name, argv, log=folder / f"{name}.log", env=env, cwd=ROOT, death_signal=signal.SIGKILL
    )


def _is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, all journeys are walked by one: they share one site."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    server = os.environ["DATABASE_URL"]
    if not server.startswith("postgres"):
        pytest.fail("Journeys run on PostgreSQL: use bin/test, or set DATABASE_URL.")
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    with _own_database(server) as database, mail_server() as (mail, smtp_port):
        site = Site(f"http://127.0.0.1:{port}", database, mail)
        env = _environment(site, smtp_port, folder)
        _manage(env, "migrate", "--no-input", "--verbosity", "0")
        _manage(env, "seed_demo")
        with ExitStack() as running:
            for name, argv in _programs(port, folder).items():
                running.callback(processes.stop, _start(name, argv, env, folder))
            eventually(lambda: _is_up(site.url), what=f"the site (logs in {folder})")
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
    for context in visitor.contexts:
        context.close()
    eventually(lambda: site.ask(READY), what="the report")
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
