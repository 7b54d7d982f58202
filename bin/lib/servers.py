"""A private PostgreSQL and a private Redis on free ports, gone when the work is done."""

import contextlib
import os
import pwd
import secrets
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import processes
from console import Refusal, tail
from ports import HOST, answers, free_port, wait_until
from processes import Argv

USER = "tracker"
# Nothing in a test database is worth a wait for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextlib.contextmanager
def postgres(programs: Path, folder: Path) -> Iterator[str]:
    """Yields a DATABASE_URL. The folder must be one that any account may pass through."""
    folder.mkdir(mode=0o700)
    password, port = secrets.token_hex(16), free_port()
    initialise_postgres(programs, folder, password)
    server = start_postgres(programs, folder, port)
    try:
        yield f"postgresql://{USER}:{password}@{HOST}:{port}/postgres"
    finally:
        processes.stop(server)


def start_postgres(
    programs: Path, folder: Path, port: int, settings: Sequence[str] = HASTE
) -> processes.Child:
    """Returns when it answers. The folder has been initialised, and may have been used before."""
    log = folder.with_suffix(".log")
    server = processes.start(
        "postgres",
        _postgres_argv(programs, folder, port, settings),
        log=log,
        cwd=folder,
        account=unprivileged_account(),
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients to leave
    )
    try:
        _wait_for_postgres(programs, port, server, log)
    except BaseException:
        processes.stop(server)
        raise
    return server


def unprivileged_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; everybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Refusal("PostgreSQL does not run as root, and there is no account postgres or nobody")


def initialise_postgres(programs: Path, folder: Path, password: str) -> None:
    """A new cluster in the folder, of the account that is to run it."""
    account = unprivileged_account()
    secret = folder / "password"
    secret.write_text(password)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
        os.chown(secret, account.pw_uid, account.pw_gid)
    argv: Argv = [programs / "initdb", "--pgdata", folder / "data", "--username", USER]
    argv += ["--pwfile", secret, "--auth=scram-sha-256", "--no-sync"]
    argv += ["--encoding=UTF8", "--locale=C.UTF-8"]
    log = folder.with_suffix(".log")
    made = processes.start("initdb", argv, log=log, cwd=folder, account=account)
    try:
        if made.process.wait():
            raise Refusal(f"initdb failed:\n{tail(log)}")
    finally:
        processes.stop(made)


def _postgres_argv(programs: Path, folder: Path, port: int, settings: Sequence[str]) -> Argv:
    argv: Argv = [programs / "postgres", "-D", folder / "data", "-p", str(port)]
    settings = (*settings, f"listen_addresses={HOST}", f"unix_socket_directories={folder}")
    return argv + [word for setting in settings for word in ("-c", setting)]


def _wait_for_postgres(programs: Path, port: int, server: processes.Child, log: Path) -> None:
    probe: Argv = [programs / "pg_isready", "-q", "-h", HOST, "-p", str(port)]

    def ready() -> bool:
        return subprocess.run(probe, check=False).returncode == 0

    if not wait_until(ready, seconds=60, alive=server.is_running):
        raise Refusal(f"PostgreSQL did not start:\n{tail(log)}")


@contextlib.contextmanager
def redis(program: Path, folder: Path) -> Iterator[str]:
    """Yields a REDIS_URL."""
    folder.mkdir(mode=0o700)
    address, argv = broker_command(program, folder)
    server = processes.start("redis", argv, log=folder.with_suffix(".log"))
    try:
        wait_for_broker(address, server, folder.with_suffix(".log"))
        yield address
    finally:
        processes.stop(server)


def broker_command(program: Path, folder: Path) -> tuple[str, Argv]:
    """REDIS_URL and argv; the password stands in a private file, not in the process list."""
    port, password = free_port(), secrets.token_hex(16)
    config = folder / "broker.conf"
    config.touch(mode=0o600)
    config.write_text(
        f'bind {HOST}\nport {port}\nrequirepass {password}\ndir "{folder}"\n'
        # Kept in memory only: the work to do is in the database, the broker is its doorbell.
        'save ""\nappendonly no\n'
    )
    return f"redis://:{password}@{HOST}:{port}/0", [program, config]


def wait_for_broker(address: str, server: processes.Child, log: Path) -> None:
    port = int(address.rpartition(":")[2].partition("/")[0])
    if not wait_until(lambda: answers(port), seconds=20, alive=server.is_running):
        raise Refusal(f"The broker did not start:\n{tail(log)}")
