"""The tests' side of the mail server: its orders, and what it has taken."""

import contextlib
import email
import json
import re
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from functools import cached_property
from pathlib import Path
from typing import Any

import processes
from environment import ROOT
from ports import free_port, wait_until

DAY = re.compile(r"\d\d\.\d\d\.\d{4}$")
LINK = re.compile(r"/obligations/(\d+)/")


@dataclass(frozen=True)
class Delivery:
    """A message that was read to its end: whether it now lies in a mailbox, and what became of
    the answer to who brought it."""

    number: int
    kept: bool
    recipients: tuple[str, ...]
    fate: str
    at: float
    content: bytes

    @cached_property
    def _message(self) -> email.message.EmailMessage:
        return email.message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self) -> str:
        return str(self._message["Message-ID"])

    @property
    def day(self) -> str:
        """The business day of the run that wrote it: its subject says so."""
        found = DAY.search(str(self._message["Subject"]))
        return found[0] if found else ""

    @property
    def to(self) -> str:
        return str(self._message["To"])

    @cached_property
    def obligations(self) -> set[int]:
        """Those whose links stand in the text."""
        body = self._message.get_body(("plain",))
        return {int(found) for found in LINK.findall(body.get_content() if body else "")}


class PostOffice:
    """`order` returns when the order is in force. Nothing is lost when the server is gone: what it
    took lies in the folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._calls = socket.socket(socket.AF_UNIX)
        self._lines = self._calls.makefile("rb")
        self._read: dict[int, Delivery] = {}

    def connect(self) -> bool:
        with contextlib.suppress(OSError):
            self._calls.connect(str(self.folder / "orders"))
            self._calls.settimeout(30)
            return True
        return False

    def order(self, **orders: Any) -> dict[str, int]:
        self._calls.sendall(json.dumps(orders).encode() + b"\n")
        state: dict[str, int] = json.loads(self._lines.readline())
        return state

    def hang_up(self) -> None:
        self._lines.close()
        self._calls.close()

    @property
    def held(self) -> int:
        """So many clients wait for the answer to a mail that was taken."""
        return self.order()["held"]

    def deliveries(self) -> list[Delivery]:
        """What was kept, in the order in which it came; without those still held."""
        for path in self.folder.glob("*.json"):
            if int(path.stem) not in self._read:
                self._note(path)
        return [self._read[number] for number in sorted(self._read) if self._read[number].kept]

    def _note(self, path: Path) -> None:
        told = json.loads(path.read_text())
        if told["fate"] in ("held", "under way"):
            return
        self._read[told["number"]] = Delivery(
            number=told["number"],
            kept=told["kept"],
            recipients=tuple(told["recipients"]),
            fate=told["fate"],
            at=told["at"],
            content=path.with_suffix(".eml").read_bytes(),
        )


@contextlib.contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """A mail server of its own, on a free port, for as long as the block lasts."""
    folder.mkdir()
    port = free_port()
    argv = [sys.executable, "-m", "tests.faults.mail_process", str(folder), str(port)]
    server = processes.start(
        "mail", argv, log=folder.with_suffix(".log"), cwd=ROOT, death_signal=signal.SIGKILL
    )
    office = PostOffice(folder, port)
    try:
        if not wait_until(office.connect, seconds=30, alive=server.is_running):
            raise AssertionError(folder.with_suffix(".log").read_text())
        yield office
    finally:
        office.hang_up()
        processes.stop(server, patience=0)
