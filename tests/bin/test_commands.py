"""The two commands as a person types them."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from ports import HOST, free_port


@pytest.fixture
def demo_environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"DEMO_FOLDER": str(tmp_path / "demo"), "PORT": str(free_port())}


def refused(command: Path, env: dict[str, str]) -> str:
    """What it says when it ends with 1, as a refusal and not as a traceback."""
    done = subprocess.run([command], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_port_in_use_is_told_before_anything_is_done(
    root: Path, demo_environment: dict[str, str], tmp_path: Path
) -> None:
    with socket.create_server((HOST, int(demo_environment["PORT"]))):
        told = refused(root / "bin" / "demo", demo_environment)
    assert f"Port {demo_environment['PORT']} on 127.0.0.1 is taken" in told
    assert not (tmp_path / "demo" / "db.sqlite3").exists()


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1"])
def test_what_is_not_a_port_is_refused(
    root: Path, demo_environment: dict[str, str], port: str
) -> None:
    told = refused(root / "bin" / "demo", demo_environment | {"PORT": port})
    assert f"PORT must be a number from 1 to 65535, not '{port}'" in told


@pytest.mark.parametrize("command", ["demo", "test"])
def test_a_machine_without_a_fit_python_is_told_so(
    root: Path, tmp_path: Path, command: str
) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    told = refused(root / "bin" / command, {"PATH": str(tmp_path)})
    assert "Python 3.11 or newer is needed" in told


class Demo:
    """bin/demo in a folder and on a port of its own."""

    def __init__(self, root: Path, env: dict[str, str], output: Path) -> None:
        self.env, self.output = env, output
        with output.open("wb") as terminal:
            argv = [root / "bin" / "demo"]
            self.process = subprocess.Popen(argv, env=env, stdout=terminal, stderr=terminal)

    def wait_until_it_says(self, words: str) -> None:
        deadline = time.monotonic() + 180
        while words not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{HOST}:{self.env['PORT']}{path}") as answer:
            return answer.read().decode()

    def end(self, signum: signal.Signals) -> str:
        """Returns all that it said; whatever it started must be gone."""
        self.process.send_signal(signum)
        self.process.wait(timeout=60)
        assert programs_working_for(self.env["DEMO_FOLDER"]) == []
        return self.output.read_text()


def programs_working_for(folder: str) -> list[str]:
    """Every part of a demonstration has the address of its database in its environment."""
    return [
        (process / "cmdline").read_text()
        for process in Path("/proc").glob("[0-9]*")
        if f"DATABASE_URL=sqlite:///{folder}/" in environment_of(process)
    ]


def environment_of(process: Path) -> str:
    try:
        return (process / "environ").read_text(errors="replace")
    except OSError:  # it ended meanwhile, or belongs to somebody else
        return ""


@pytest.fixture(scope="module")
def seeded_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One folder for all that start it whole: filling a new one takes ten seconds."""
    folder = tmp_path_factory.mktemp("whole") / "demo"
    return os.environ | {"DEMO_FOLDER": str(folder), "PORT": str(free_port())}


@pytest.fixture
def start(
    root: Path, seeded_environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[[], Demo]]:
    started: list[Demo] = []

    def start() -> Demo:
        demo = Demo(root, seeded_environment, tmp_path / f"output-{len(started)}")
        started.append(demo)
        demo.wait_until_it_says("Ctrl-C stops it")
        return demo

    yield start
    for demo in started:
        demo.process.kill()
        demo.process.wait()


def test_the_demonstration_stops_cleanly_and_keeps_its_data(
    start: Callable[[], Demo], seeded_environment: dict[str, str]
) -> None:
    database = Path(seeded_environment["DEMO_FOLDER"], "db.sqlite3")
    first = start()
    assert "csrfmiddlewaretoken" in first.page("/accounts/login/")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE written_in_the_first_run (id)")
    said = first.end(signal.SIGINT)
    assert "Sign in as one of these people" in said
    assert first.process.returncode == 0

    second = start()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT * FROM written_in_the_first_run").fetchall() == []
    assert "did not end tidily" not in second.end(signal.SIGTERM)


def test_the_demonstration_runs_once_in_a_folder_and_dies_as_a_whole(
    start: Callable[[], Demo], root: Path, seeded_environment: dict[str, str]
) -> None:
    first = start()
    told = refused(root / "bin" / "demo", seeded_environment)
    assert f"runs in this folder already: http://{HOST}:{seeded_environment['PORT']}" in told

    first.process.kill()
    first.process.wait()
    deadline = time.monotonic() + 30
    while programs_working_for(seeded_environment["DEMO_FOLDER"]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "did not end tidily" in start().end(signal.SIGINT)
