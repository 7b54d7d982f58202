"""The servers of the fault tests, which can be stopped in the middle of everything."""

import contextlib
import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import debian
import processes
import psycopg2
import redis
import servers
import tools
from ports import HOST, free_port
from tools import Tool

# No disk is waited for, but what was committed stays when PostgreSQL alone is killed: unlike in
# servers.HASTE a commit is handed to the system before the client hears of it.
KEEPING = ("fsync=off", "full_page_writes=off", "max_connections=60")
TEMPLATE = "site_template"


def programs() -> tuple[Path, Path] | None:
    """Of PostgreSQL and of Redis, also where the other tests use servers that run already."""
    if debian.can_install():
        tools.provide(
            [
                Tool("PostgreSQL", lambda: tools.postgres_folder() is not None, "postgresql"),
                Tool("Redis", lambda: tools.broker() is not None, "redis-server"),
            ]
        )
    postgres, broker = tools.postgres_folder(), tools.broker()
    return (postgres, broker) if postgres and broker else None


@dataclass
class Postgres:
    """`away`: the times between which it did not answer."""

    programs: Path
    folder: Path
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    port: int = field(default_factory=free_port)
    server: processes.Child | None = None
    away: list[tuple[float, float]] = field(default_factory=list)

    def prepare(self) -> None:
        self.folder.mkdir(mode=0o700)
        servers.initialise_postgres(self.programs, self.folder, self.password)
        self.start()

    def start(self) -> None:
        self.server = servers.start_postgres(self.programs, self.folder, self.port, KEEPING)

    def stop_at_once(self) -> None:
        """Without a word to its clients, as a machine that fails."""
        assert self.server
        self.server.process.send_signal(signal.SIGQUIT)
        self.server.process.wait(timeout=30)

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        since = time.time()
        self.stop_at_once()
        try:
            yield
        finally:
            self.start()
            self.away.append((since, time.time()))

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://{servers.USER}:{self.password}@{HOST}:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self.address())) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """Yields the address of a new one, with the tables made."""
        name = f"site_{secrets.token_hex(4)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        try:
            yield self.address(name)
        finally:
            self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def postgres(programs: Path, folder: Path) -> Iterator[Postgres]:
    server = Postgres(programs, folder)
    try:
        server.prepare()
        yield server
    finally:
        if server.server:
            processes.stop(server.server)


class Broker:
    """Started again it has the same address and remembers nothing."""

    def __init__(self, program: Path, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self.log = folder.with_suffix(".log")
        self.address, self._argv = servers.broker_command(program, folder)
        self.start()

    def start(self) -> None:
        self.server = processes.start("redis", self._argv, log=self.log)
        servers.wait_for_broker(self.address, self.server, self.log)

    def lose_all(self) -> None:
        """Emptied, killed, and started anew."""
        with redis.Redis.from_url(self.address) as client:
            client.flushall()
        os.killpg(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait(timeout=30)
        self.start()


@contextlib.contextmanager
def broker(program: Path, folder: Path) -> Iterator[Broker]:
    made = Broker(program, folder)
    try:
        yield made
    finally:
        processes.stop(made.server)
