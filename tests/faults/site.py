"""A running site: two workers and two beats as processes, looked after as systemd would."""

import contextlib
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import environment
import processes
from console import tail
from django.conf import settings
from django.db import connection, connections
from django.db.utils import load_backend
from environ import Env
from environment import ROOT

from tests.faults.machines import Broker, Postgres
from tests.faults.post_office import PostOffice

PARTS = ("worker-1", "worker-2", "beat-1", "beat-2")
WORKERS = PARTS[:2]
CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "config")
# What takes minutes in production takes seconds here. The claim outlasts a mail that times out.
QUICKLY = {
    "REMINDER_SECONDS": "1",
    "REMINDER_CLAIM_SECONDS": "10",
    "REMINDER_WAIT_SCALE": "0.01",
    "EMAIL_TIMEOUT": "8",
}


class Site:
    def __init__(
        self, folder: Path, database: str, postgres: Postgres, broker: Broker, post: PostOffice
    ) -> None:
        self.folder, self.database = folder, database
        self.postgres, self.broker, self.post = postgres, broker, post
        self.quickly = QUICKLY
        self.running: dict[str, processes.Child] = {}
        self.fallen: Counter[str] = Counter()

    # --- processes -----------------------------------------------------------------------------

    def start(self, *names: str) -> None:
        for name in names or PARTS:
            self.running[name] = processes.start(
                name,
                self._argv(name),
                log=self.log(name),
                env=self._environment(),
                cwd=ROOT,
                death_signal=signal.SIGKILL,
            )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _argv(self, name: str) -> list[str]:
        if name in WORKERS:
            mail = ("-Q", "mail", "--concurrency", "1", "--hostname", f"{name}@site")
            return [*CELERY, "worker", *mail]
        return [*CELERY, "beat", "--schedule", str(self.folder / f"{name}-schedule")]

    def _environment(self) -> dict[str, str]:
        return environment.neutral() | self.quickly | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": self.database,
            "REDIS_URL": self.broker.address,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.post.port}",
            "SITE_URL": "https://tracker.example",
            "BUSINESS_DATE": "2009-01-01",  # moved by the row that an administrator sets
            "MEDIA_ROOT": str(self.folder / "media"),
        }  # fmt: skip

    def kill(self, *names: str) -> None:
        """Each with all its children, in the middle of whatever they do."""
        for name in names:
            gone = self.running.pop(name)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(gone.process.pid, signal.SIGKILL)
            gone.process.wait(timeout=30)

    def kill_children_of(self, name: str) -> None:
        """The worker itself lives and learns that the process that did the work is gone."""
        pid = self.running[name].process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)

    def restart_fallen(self) -> None:
        for name, child in list(self.running.items()):
            if not child.is_running():
                self.fallen[name] += 1
                processes.stop(child)
                self.start(name)

    # --- waiting -------------------------------------------------------------------------------

    def until(self, holds: Callable[[], Any], what: str, *, seconds: float = 60) -> Any:
        """The first true answer; fallen parts are started again meanwhile."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.restart_fallen()
            if answer := holds():
                return answer
            time.sleep(0.1)
        raise AssertionError(f"{what} did not come within {seconds:.0f} s\n{self._logs()}")

    def _logs(self) -> str:
        logs = (self.log(name) for name in PARTS)
        return "\n".join(f"--- {log.name}\n{tail(log)}" for log in logs if log.exists())


@contextlib.contextmanager
def running_site(
    folder: Path, database: str, postgres: Postgres, broker: Broker, post: PostOffice
) -> Iterator[Site]:
    """Nothing runs yet, and nothing runs afterwards."""
    site = Site(folder, database, postgres, broker, post)
    try:
        yield site
    finally:
        site.kill(*site.running)


@contextlib.contextmanager
def looking_into(address: str) -> Iterator[None]:
    """The tests' own services and queries work on that database meanwhile."""
    ours = connections["default"]
    told = {"default": Env.db_url_config(address)}
    wanted = connections.configure_settings(told)["default"]
    connections["default"] = load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, "default")
    try:
        yield
    finally:
        connection.close()
        connections["default"] = ours
