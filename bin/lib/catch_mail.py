"""A mail server for the demonstration: delivers nothing, keeps each message as a file."""

import asyncio
import contextlib
import re
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        path = self.folder / file_name(next(self.numbers), envelope.rcpt_tos)
        path.write_bytes(envelope.original_content or b"")
        print(f"{path.name}", flush=True)
        return "250 OK"


def file_name(number: int, recipients: list[str]) -> str:
    """Sorts by time; says for whom without letting an address name another folder."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    first = re.sub(r"[^\w.@+-]", "_", recipients[0] if recipients else "nobody")
    return f"{now}-{number:05d}-{first[:80]}.eml"


async def serve(port: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    keeper = Keeper(folder)
    server = await loop.create_server(lambda: SMTP(keeper, loop=loop), "127.0.0.1", port)
    async with server:
        await done.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
