"""A real SMTP server for tests: keeps what it takes, and refuses, hangs or breaks off on order."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"
BREAK_OFF = "break off"  # takes the mail, then drops the connection without an answer
HANG = "hang"  # never answers


class MailServer:
    """`to_recipient` and `to_content`: answers to give next, then 250 again."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.senders: list[str | None] = []  # of the envelopes, as MAIL FROM names them
        self.connections = 0
        self.to_recipient: list[str] = []
        self.to_content: list[str] = []
        self.refused_for_good: set[str] = set()

    async def handle_EHLO(  # noqa: N802  (named by aiosmtpd)
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return answers

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self.refused_for_good:
            return "550 5.1.1 no such mailbox"
        answer = self.to_recipient.pop(0) if self.to_recipient else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.to_content.pop(0) if self.to_content else TAKEN
        if answer == HANG:
            await asyncio.sleep(30)
        if answer in (TAKEN, BREAK_OFF):
            content = envelope.original_content or b""
            self.taken.append(message_from_bytes(content, policy=policy.default))
            self.senders.append(envelope.mail_from)
        if answer == BREAK_OFF:
            server.transport.abort()
            return TAKEN
        return answer


class OnFreePort(Controller):
    """Port 0 lets the system choose; the controller then has to be told which it was."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[tuple[MailServer, int]]:
    """Yields the server and the free port on which it listens."""
    handler = MailServer()
    controller = OnFreePort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()
