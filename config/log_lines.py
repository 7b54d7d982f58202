"""What is written to a log: one line for each record, and no keys and no addresses of people in it.

Whoever sends the site a text must not be able to write lines of their own into the log, to paint on
the terminal of whoever reads it, or to leave there what opens a door.
"""

import logging
import re
from types import TracebackType
from typing import Any, Final

LONGEST: Final = 4000  # signs of one line
CONTINUED: Final = "    | "  # how a line goes on, which no record begins with
# Ends of lines, what moves a terminal's cursor, what turns the direction of writing, and halves of
# signs, which cannot be written at all.
_UNFIT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_NEVER_SAID: Final = (
    *("q", "code", "state", "session_state", "token", "key", "secret", "password"),
    *("email", "username", "name", "next", "id_token", "signature"),
)
_SECRETS: Final = (
    # Addresses that are keys: calendars, those of letters.
    (re.compile(r"(/exchange/(?:calendars|news)/|/reminders/(?:acknowledge|decline)/)[^/\s?\"]+"),
     r"\1***"),
    (re.compile(r"(/accounts/(?:invitation|email|password/reset/key)/)(?!done/)[^/\s?\"]+"),
     r"\1***"),
    # What was searched for and typed, and the keys of a sign-in elsewhere.
    (re.compile(rf"([?&](?:{'|'.join(_NEVER_SAID)})=)[^&\s\"#]+", re.IGNORECASE), r"\1***"),
    # Other values of an address are let be while they are plain words.
    (re.compile(r"([?&][\w.\-\[\]%]{1,60}=)(?![\w.,:\-*]{0,40}(?:[&\s\"#]|$))[^&\s\"#]+"),
     r"\1***"),
    (re.compile(r"\bmpt_[0-9A-Za-z]{8,}"), "mpt_***"),
    (re.compile(r"\b(Bearer|Token|Basic)\s+(?=\S*\d)[\w.~+/=\-]{8,}", re.I), r"\1 ***"),
    (re.compile(r"(\w://[^\s:/@]*:)[^\s@/]+@"), r"\1***@"),
    # A database tells which value it would not take, a mail server whom it does not know.
    (re.compile(r"^(\s*DETAIL:).*", re.MULTILINE), r"\1 ***"),
    (re.compile(r"[\w.+\-]+@(?=[\w\-]+(?:\.[\w\-]+)*)"), "***@"),
)  # fmt: skip


def told(text: str) -> str:
    """A text of whatever origin, fit for a line of a log.

    >>> told("mail of a@example.org\\n2009-07-06 ERROR nothing")
    'mail of ***@example.org\\\\n2009-07-06 ERROR nothing'
    """
    kept = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return _UNFIT.sub(_escaped, masked(kept))


def masked(text: str) -> str:
    """Without keys, passwords and addresses of people; the rest as it was.

    >>> masked("GET /exchange/calendars/Abc-1.ics HTTP/1.1")
    'GET /exchange/calendars/*** HTTP/1.1'
    """
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def _escaped(sign: re.Match[str]) -> str:
    return sign.group().encode("unicode_escape").decode("ascii")


class OneLine(logging.Formatter):
    """A record is a line; what a fault says goes on in lines that are marked."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        return told(super().formatMessage(record))

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return _going_on(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return _going_on(super().formatStack(stack_info))

    def format(self, record: logging.LogRecord) -> str:
        """What another formatter kept of a fault in the record is not taken over."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept


def _going_on(text: str) -> str:
    return "\n".join(CONTINUED + told(line) for line in text.splitlines())


def logging_settings() -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "config.log_lines.OneLine",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handler for DEBUG would write as it likes.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # It tells of every detector that it tries, and prints parts of the message when one
            # fails.
            "flufl.bounce": {"level": "CRITICAL"},
            "axes": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},  # every table of a font that it cuts
        },
    }
