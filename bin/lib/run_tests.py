"""bin/test: every check of the project, on servers of its own; see docs/operations.md."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import environment
import processes
import servers
import static_files
import tools
from console import Refusal, note, say
from environment import PYTHON, ROOT, VENV
from lanes import Outcome, Step, beside, run
from processes import Argv
from tools import Tool

# What also has to hold on the embedded SQLite; the rest of the tests would only repeat itself.
MODELS_AND_SERVICES = (
    "agencies",
    "planner",
    "measures",
    "reports",
    "publications",
    "exchange",
    "audit",
)
# Processes, servers and a browser are started for these; the browser last, since no database can be
# asked for once its loop runs.
WHOLE_SITES = ("faults", "journeys")
# Pure functions know no database.
WITHOUT_RULES = ("-m", "not journey", "--ignore-glob", "tests/*/rules", "-p", "no:cacheprovider")


def main(arguments: list[str]) -> int:
    environment.prepare()
    static_files.collect()
    tools.provide(wanted())
    with private_folder() as folder, needed_servers(folder) as addresses:
        env = test_environment(folder) | addresses
        if arguments:
            return run(pytest_step("pytest", *arguments), env).exit_code
        with beside(slow_steps(folder), env, folder) as finish:
            outcomes = [run(step, env) for step in all_steps()]
            outcomes.extend(finish())
        return report(outcomes)


def wanted() -> list[Tool]:
    """What the tests use besides Python packages, and is not given by an address."""
    needed = [
        Tool("Chromium", lambda: tools.browser() is not None, "chromium", NO_CHROMIUM),
        Tool("libatomic", tools.has_libatomic, "libatomic1"),
        Tool("a font with Kazakh letters", tools.has_kazakh_font, "fontconfig fonts-dejavu-core"),
        Tool("LibreOffice", lambda: tools.office() is not None, LIBREOFFICE, NO_OFFICE),
        Tool("xgettext", lambda: shutil.which("xgettext") is not None, "gettext"),
        Tool("nginx", lambda: tools.nginx() is not None, "nginx-light"),
    ]
    if "DATABASE_URL" not in os.environ:
        needed.append(
            Tool("PostgreSQL", lambda: tools.postgres_folder() is not None, "postgresql", NO_SERVER)
        )
    if "REDIS_URL" not in os.environ:
        needed.append(Tool("Redis", lambda: tools.broker() is not None, "redis-server", NO_BROKER))
    return needed


LIBREOFFICE = "libreoffice-writer-nogui libreoffice-calc-nogui"
NO_OFFICE = "A LibreOffice elsewhere is used when LIBREOFFICE names its soffice."
NO_CHROMIUM = "A browser elsewhere is used when CHROMIUM names its executable."
NO_SERVER = "A server that runs already is used when DATABASE_URL gives its address."
NO_BROKER = "A broker that runs already is used when REDIS_URL gives its address."


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Passed through by PostgreSQL's account, therefore under /tmp and not under root's home."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-test-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def needed_servers(folder: Path) -> Iterator[dict[str, str]]:
    """Addresses that were given are used as they are; the others get a server of our own."""
    with contextlib.ExitStack() as running:
        addresses = {}
        if "DATABASE_URL" not in os.environ and (programs := tools.postgres_folder()):
            say(f"Starting PostgreSQL from {programs}")
            postgres = servers.postgres(programs, folder / "postgres")
            addresses["DATABASE_URL"] = running.enter_context(postgres)
        if "REDIS_URL" not in os.environ and (program := tools.broker()):
            say(f"Starting {program}")
            redis = servers.redis(program, folder / "redis")
            addresses["REDIS_URL"] = running.enter_context(redis)
        yield addresses


def test_environment(folder: Path) -> dict[str, str]:
    return environment.neutral() | {
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "for-tests-only-and-nothing-else-0123456789abcdef",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "MEDIA_ROOT": str(folder / "media"),
        "CHROMIUM": str(tools.browser() or ""),
        "LIBREOFFICE": tools.office() or "",
    }


def all_steps() -> list[Step]:
    quick = [f"--ignore=tests/{slow}" for slow in WHOLE_SITES]
    return [*lint_steps(), *safety_steps(), *django_steps(), pytest_step("pytest", "tests", *quick)]


def slow_steps(folder: Path) -> list[Step]:
    """For a second processor: as long together as the rest, and with databases of their own."""
    sites = [f"tests/{folder}" for folder in WHOLE_SITES]
    # The name is pytest-django's: a suffix of the test database for whoever runs beside others.
    own_database = {"TOX_PARALLEL_ENV": "sites"}
    return [on_sqlite(folder), pytest_step("pytest of whole sites", *sites, env=own_database)]


def lint_steps() -> list[Step]:
    programs = VENV / "bin"
    return [
        Step("ruff check", [programs / "ruff", "check", "."]),
        Step("ruff format", [programs / "ruff", "format", "--check", "."]),
        Step("mypy", [programs / "mypy"]),
        Step("mypy bin/lib", [programs / "mypy", "--strict", "--config-file=", "bin/lib"]),
        Step("lint-imports", [programs / "lint-imports"]),
    ]


def safety_steps() -> list[Step]:
    """Keys and passwords among the files; known weaknesses of the packages, where a network is."""
    return [
        Step("secrets", [PYTHON, "bin/lib/scan_secrets.py"]),
        Step("pip-audit", [PYTHON, "bin/lib/audit_packages.py"], needs_network=True),
    ]


def django_steps() -> list[Step]:
    manage: Argv = [PYTHON, "manage.py"]
    return [
        Step("manage.py check", [*manage, "check"]),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Step("translations", [PYTHON, "bin/lib/check_messages.py", "."]),
    ]


def on_sqlite(folder: Path) -> Step:
    folders = [f"tests/{app}" for app in MODELS_AND_SERVICES if (ROOT / "tests" / app).is_dir()]
    database = {"DATABASE_URL": f"sqlite:///{folder / 'tests.sqlite3'}"}
    return pytest_step("pytest on SQLite", *WITHOUT_RULES, *folders, env=database)


def pytest_step(name: str, *arguments: str, env: dict[str, str] | None = None) -> Step:
    return Step(name, [PYTHON, "-m", "pytest", *arguments], env or {})


def report(outcomes: list[Outcome]) -> int:
    say("Results")
    for outcome in outcomes:
        note(str(outcome))
    failed = [outcome for outcome in outcomes if outcome.failed]
    missed = [outcome.step.name for outcome in outcomes if outcome.not_looked]
    well = f"All checks passed that could be made; not made: {', '.join(missed)}" if missed else ""
    well = well or "All checks passed"
    say(f"{len(failed)} of {len(outcomes)} checks failed" if failed else well)
    return 1 if failed else 0


if __name__ == "__main__":
    processes.raise_on_ending_signals()
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.exit(f"bin/test: {refusal}")
    except processes.Interrupted as interrupted:
        say(f"Stopped by {interrupted}")
        sys.exit(interrupted.exit_code)
