"""One SMTP connection for the mails of a run, made anew after a failure."""

import contextlib
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

# So many mails in a row without an answer from the server: it hangs, and a run must end.
SILENCES_BORNE = 3


ERROR_SHOWN = 1000


def in_words(error: Exception) -> str:
    """What went wrong, for the column of a row that people read."""
    return f"{type(error).__name__}: {error}"[:ERROR_SHOWN]


class Unreachable(Exception):
    """The server cannot be spoken to at all; no fault of the mail that was to be sent."""


class Postman:
    """Hands mails to the configured server. `stopped`: it is of no use to try more mails now."""

    def __init__(self) -> None:
        self.stopped = False
        self._silences = 0
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._hang_up()

    def deliver(self, mail: EmailMessage) -> None:
        """Returns when the server has taken the mail; else Unreachable, SMTPException, OSError."""
        try:
            self._open()
            if not self._connection.send_messages([mail]):
                raise SMTPRecipientsRefused({})  # there is no address to send it to
        except BaseException as error:
            self._hang_up()
            self._count_silence(error)
            raise
        self._silences = 0

    def _open(self) -> None:
        try:
            self._connection.open()
        except OSError as error:  # SMTPException is one too: refused sign-in, no greeting
            self.stopped = True
            raise Unreachable(in_words(error)) from error

    def _count_silence(self, error: BaseException) -> None:
        answered = isinstance(error, SMTPResponseException | SMTPRecipientsRefused)
        silent = isinstance(error, OSError) and not answered
        self._silences = self._silences + 1 if silent else 0
        self.stopped = self.stopped or self._silences >= SILENCES_BORNE

    def _hang_up(self) -> None:
        with contextlib.suppress(SMTPException, OSError):
            self._connection.close()


def is_final(error: Exception) -> bool:
    """The server refused this address or this content for good (5xx): asking again is rude."""
    match error:
        case SMTPRecipientsRefused():
            return all(code >= 500 for code, _answer in error.recipients.values())
        case SMTPDataError():
            return error.smtp_code >= 500
    return isinstance(error, SMTPNotSupportedError)
