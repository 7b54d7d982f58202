"""The mail server of the fault tests, a process of its own: takes, refuses, holds or breaks off.

It keeps a record of every message whose content it has read: the envelope, whether the message
now lies in a mailbox (`kept`), and what became of the answer. Orders come over a Unix socket, a
line of JSON each, and are answered when they are in force.
"""

import asyncio
import contextlib
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mail_server import BREAK_OFF, TAKEN, MailServer


@dataclass
class Record:
    """A message that was read to its end. `answer`: "" until one is on its way to the client."""

    number: int
    recipients: list[str]
    kept: bool = False
    answer: str = ""
    at: float = field(default_factory=time.time)
    fate: str = "under way"


class RecordingServer(MailServer):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.holding = False
        self.released = asyncio.Event()
        self.held = 0
        self.read = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.read += 1
        record = Record(self.read, list(envelope.rcpt_tos))
        self._file(record, "eml").write_bytes(envelope.original_content or b"")
        try:
            return await self._decide(record, server, session, envelope)
        except asyncio.CancelledError:
            record.fate = "client gone"
            raise
        finally:
            self._note(record)

    async def _decide(
        self, record: Record, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """While `holding`, mails are kept and answered only when that is over."""
        if self.holding:
            await self._hold(record)
        order = self.to_content[0] if self.to_content else TAKEN
        record.kept = record.kept or order in (TAKEN, BREAK_OFF)
        record.fate = "broken off" if order == BREAK_OFF else "answered"
        record.answer = await super().handle_DATA(server, session, envelope)
        record.at = time.time()
        return record.answer

    async def _hold(self, record: Record) -> None:
        record.kept, record.fate = True, "held"
        self._note(record)
        self.held += 1
        try:
            await self.released.wait()
        finally:
            self.held -= 1

    def _note(self, record: Record) -> None:
        """Whole at any moment: the tests read while mails come in."""
        draft = self._file(record, "draft")
        draft.write_text(json.dumps(asdict(record)))
        draft.replace(self._file(record, "json"))

    def _file(self, record: Record, kind: str) -> Path:
        return self.folder / f"{record.number:05}.{kind}"


class Door:
    """Whether the port answers at all."""

    def __init__(self, handler: RecordingServer, port: int) -> None:
        self.handler, self.port = handler, port
        self.server: asyncio.Server | None = None

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(self._client, host="127.0.0.1", port=self.port)

    def _client(self) -> SMTP:
        return SMTP(self.handler, loop=asyncio.get_running_loop(), timeout=120)

    async def set(self, *, is_open: bool) -> None:
        if is_open and not self.server:
            await self.open()
        elif self.server and not is_open:
            self.server.close()
            self.server = None


async def _obey(
    handler: RecordingServer, door: Door, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while line := await reader.readline():
        await _carry_out(json.loads(line), handler, door)
        writer.write(json.dumps(_state(handler)).encode() + b"\n")
        await writer.drain()


async def _carry_out(order: dict[str, Any], handler: RecordingServer, door: Door) -> None:
    for name in ("to_recipient", "to_content"):
        if name in order:
            setattr(handler, name, order[name])
    if "refused_for_good" in order:
        handler.refused_for_good = set(order["refused_for_good"])
    if "holding" in order:
        handler.holding = order["holding"]
        if order["holding"]:
            handler.released.clear()
        else:
            handler.released.set()
    if "is_open" in order:
        await door.set(is_open=order["is_open"])


def _state(handler: RecordingServer) -> dict[str, Any]:
    return {
        "held": handler.held,
        "read": handler.read,
        "left": len(handler.to_recipient) + len(handler.to_content),
    }


async def serve(folder: Path, port: int) -> None:
    handler = RecordingServer(folder)
    door = Door(handler, port)
    await door.open()

    async def office(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(ConnectionError):
            await _obey(handler, door, reader, writer)

    orders = await asyncio.start_unix_server(office, folder / "orders")
    async with orders:
        await orders.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
