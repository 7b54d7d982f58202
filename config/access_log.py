"""What the server itself writes: a line of each request, and what went wrong with it."""

import logging
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from config.log_lines import OneLine, masked, told

__all__ = ["Discreet", "masked"]


class Discreet(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Whoever reads the log must not be able to read a calendar or answer a mail, and whoever asks
    for a page cannot write into it."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                _hold(handler)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> dict[str, Any]:
        said = super().atoms(resp, req, environ, request_time)
        return {name: told(one) if isinstance(one, str) else one for name, one in said.items()}


def _hold(handler: logging.Handler) -> None:
    """The same words, each record on a line of its own."""
    had = handler.formatter
    # gunicorn's lines of requests consist of the message alone
    pattern = had._fmt if had else "%(message)s"
    handler.setFormatter(OneLine(pattern, had.datefmt if had else None))
