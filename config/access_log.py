"""The line that the server writes of each request, without the keys that some addresses are."""

import re
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

_KEYS = re.compile(r"(/exchange/(?:calendars|news)/|/reminders/(?:acknowledge|decline)/)[^/\s?\"]+")


def masked(line: str) -> str:
    """Whoever reads the log must not be able to read a calendar or answer a mail.

    >>> masked("GET /exchange/calendars/Abc-1.ics HTTP/1.1")
    'GET /exchange/calendars/*** HTTP/1.1'
    """
    return _KEYS.sub(r"\1***", line)


class Discreet(Logger):  # type: ignore[misc]  # gunicorn ships no types
    def atoms(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> dict[str, Any]:
        told = super().atoms(resp, req, environ, request_time)
        return {name: masked(one) if isinstance(one, str) else one for name, one in told.items()}
