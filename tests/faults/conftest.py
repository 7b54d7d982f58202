"""Servers and a site for the fault tests, all of them private, gone when the tests are over."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from environment import ROOT
from run_tests import private_folder

from tests.faults import machines
from tests.faults.machines import TEMPLATE, Postgres
from tests.faults.post_office import post_office
from tests.faults.scenario import Scenario
from tests.faults.site import Site, looking_into, running_site
from tests.faults.town import found_town

MONDAY = date(2009, 7, 6)
Begin = Callable[[str], Scenario]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, one process after another breaks things."""
    for item in items:
        if item.get_closest_marker("faults"):
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with private_folder() as made:
        yield made


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[Postgres]:
    found = machines.programs()
    if not found:
        pytest.skip("needs programs of PostgreSQL and Redis on this machine")
    with machines.postgres(found[0], folder / "postgres") as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        env = os.environ | {"DATABASE_URL": server.address(TEMPLATE)}
        argv = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
        subprocess.run(argv, cwd=ROOT, env=env, check=True)  # noqa: S603  (our own program)
        yield server


@pytest.fixture
def site(
    postgres: Postgres, folder: Path, tmp_path: Path, django_db_blocker: Any
) -> Iterator[Site]:
    """Its workers and beats wait to be started; the test's own services work on its database."""
    found = machines.programs()
    assert found
    mine = folder / tmp_path.name
    mine.mkdir()
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        database = stack.enter_context(postgres.database())
        broker = stack.enter_context(machines.broker(found[1], mine / "redis"))
        post = stack.enter_context(post_office(mine / "mail"))
        stack.enter_context(looking_into(database))
        yield stack.enter_context(running_site(mine, database, postgres, broker, post))


@pytest.fixture
def begin(site: Site, tell: Callable[[str, object], None]) -> Begin:
    """A Monday in a town of four bodies, which owe reports by next week, Wednesday and since
    yesterday; nothing runs yet."""

    def scenario(name: str) -> Scenario:
        town = found_town(MONDAY, bodies=4, dues=(7, 2, -1))
        town.wake_on(MONDAY)
        return Scenario(name, site, town, tell)

    return scenario


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str, object], None]:
    """Says on the terminal what a scenario came to, also when it passes."""

    def say(scenario: str, outcome: object) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{scenario}: {outcome}\n")

    return say
