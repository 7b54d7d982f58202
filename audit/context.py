"""Whose act is under way, and through which door it came in.

Kept for the thread that acts, never on the connection: a connection that serves the next request
knows nothing of the last one. `audit.connections` tells it to the database with each write.
"""

import getpass
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

DOORS: Final = ("page", "api", "admin", "command", "task", "unknown")


@dataclass(frozen=True)
class Act:
    """`actor`: id of who did it; `behalf`: id of whom it was done for, if that is somebody else.

    `route`: the name of a page, command or task. `origin`: what tells where from, personal
    ({"ip": …} of a request, {"account": …} of a command).
    """

    door: str = "unknown"
    route: str = ""
    request: str = ""
    actor: int | None = None
    behalf: int | None = None
    token: int | None = None
    origin: dict[str, str] = field(default_factory=dict)


class Source(Protocol):
    """What can tell an act at the moment of a write: who asks is often known late."""

    def act(self) -> Act: ...


@dataclass(frozen=True)
class Fixed:
    told: Act

    def act(self) -> Act:
        return self.told


UNKNOWN: Final = Fixed(Act())
_current: ContextVar[Source | None] = ContextVar("audit_act", default=None)
_process: Source = UNKNOWN


def current() -> Act:
    """The act under way, else that of the whole process (a command), else of an unknown door."""
    return (_current.get() or _process).act()


@contextmanager
def acting(source: Source) -> Iterator[None]:
    """Everything written inside is of this act; what was under way before goes on afterwards."""
    before = _current.set(source)
    try:
        yield
    finally:
        _current.reset(before)


def begin_process(argv: list[str]) -> None:
    """A command of manage.py: its writes are its own, in every thread that it starts."""
    global _process
    _process = Fixed(command(argv[1] if len(argv) > 1 else ""))


def command(name: str) -> Act:
    """The act of a command, run by the account of the operating system."""
    return Act(door="command", route=name[:120], origin={"account": _account()})


def as_json(act: Act) -> str:
    """For the database; no text that a visitor wrote, and ASCII only."""
    told: dict[str, Any] = {"door": act.door, "route": act.route, "request": act.request}
    ids = {"actor": act.actor, "behalf": act.behalf, "token": act.token}
    told |= {name: number for name, number in ids.items() if number is not None}
    if act.origin:
        told["origin"] = act.origin
    return json.dumps(told)


def _account() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        name = "?"
    return f"{name}@{socket.gethostname()}"[:200]
