"""The processes of a running site and its database, for the journeys."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import processes
import psycopg2
import pytest

from tests.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
QUEUES = "celery,mail,compile,jobs,exchange"


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
def own_database(server: str, *, like: str = "") -> Iterator[str]:
    """A new database on that server, of a random name, so that nothing of anybody's is touched.

    `like`: the address of one on the same server that it is a copy of.
    """
    name = f"journey_{secrets.token_hex(6)}"
    source = urlsplit(like).path.strip("/") or "template1"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(server: str, statement: str) -> None:
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def environment(site: Site, smtp_port: int, media: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": site.database,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "SITE_URL": site.url,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",  # passkeys belong to names, not to numbers
        "BUSINESS_DATE": "2009-07-06",
        "DEMONSTRATION_PASSWORD_ONLY": "on",
        "MEDIA_ROOT": str(media),
        # A Redis database of its own: other tests of the run use the first one.
        "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/7",
    }


def manage(env: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"manage.py {arguments[0]} failed:\n{done.stderr[-3000:]}")


def programs(port: int, folder: Path) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"]
    return {
        "worker": [*celery, "worker", "-Q", QUEUES, "--concurrency", "2"],
        "beat": [*celery, "beat", "--schedule", str(folder / "beat")],
        "web": [*gunicorn, "--bind", f"127.0.0.1:{port}", "--threads", "4"],
    }


def start(name: str, argv: list[str], env: dict[str, str], folder: Path) -> processes.Child:
    """However the test run ends, the kernel ends these with it."""
    return processes.start(
        name, argv, log=folder / f"{name}.log", env=env, cwd=ROOT, death_signal=signal.SIGKILL
    )


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
