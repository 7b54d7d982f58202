"""No key stands in the log of the server."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from config.access_log import Discreet, masked


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("GET /exchange/calendars/Abc-1_.ics HTTP/1.1", "GET /exchange/calendars/*** HTTP/1.1"),
        ("/exchange/news/Abc.atom?x=1", "/exchange/news/***?x=1"),
        ("/reminders/decline/a:b:c/", "/reminders/decline/***/"),
        ("GET /exchange/calendars/ HTTP/1.1", "GET /exchange/calendars/ HTTP/1.1"),
        ("GET /board/?status=all HTTP/1.1", "GET /board/?status=all HTTP/1.1"),
    ],
)
def test_keys_are_masked_and_nothing_else(line: str, written: str) -> None:
    assert masked(line) == written


def test_the_server_writes_the_masked_line() -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/exchange/news/secret.atom",
        "PATH_INFO": "/exchange/news/secret.atom",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": "https://example.org/exchange/calendars/secret.ics",
    }
    answer = SimpleNamespace(status="200 OK", sent=1, headers=[])
    request = SimpleNamespace(headers=[])
    told = Discreet(Config()).atoms(answer, request, environ, timedelta(seconds=1))
    assert "secret" not in str([told[name] for name in ("r", "U", "f")])
