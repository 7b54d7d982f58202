"""Whatever text reaches the log, a record is one line, and opens nothing to who reads it."""

import io
import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management.utils import get_random_secret_key
from gunicorn.config import Config

from config.access_log import Discreet
from config.celery import app
from config.log_lines import CONTINUED, OneLine, logging_settings, told

FORGED = "quiet\n2009-07-06 10:00:00 INFO audit everything is well"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (FORGED, "quiet\\n2009-07-06 10:00:00 INFO audit everything is well"),
        ("a\r\nb", "a\\r\\nb"),
        ("a\x1b[2J\x1b[31mred", "a\\x1b[2J\\x1b[31mred"),
        ("a\u2028b\x85c", "a\\u2028b\\x85c"),
        ("gpj.\u202etxt.exe", "gpj.\\u202etxt.exe"),
        ("a\u200bb\ufeffc\u2066d", "a\\u200bb\\ufeffc\\u2066d"),
        ("half \ud83d of a sign", "half \\ud83d of a sign"),
        ("Мероприятие 7.1 — өңірлер", "Мероприятие 7.1 — өңірлер"),
        ("x" * 9000, "x" * 4000 + "…"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text: str, written: str) -> None:
    assert told(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("GET /exchange/calendars/Abc-1_.ics HTTP/1.1", "GET /exchange/calendars/*** HTTP/1.1"),
        ("Not Found: /accounts/invitation/1:a:b/", "Not Found: /accounts/invitation/***/"),
        ("/accounts/password/reset/key/1-abc-def/", "/accounts/password/reset/key/***/"),
        ("/accounts/password/reset/key/done/", "/accounts/password/reset/key/done/"),
        ("/accounts/email/1:a:b/", "/accounts/email/***/"),
        ("/provider/callback/?code=ab&state=cd", "/provider/callback/?code=***&state=***"),
        ("/search/?q=Ivanov&kind=measures HTTP/1.1", "/search/?q=***&kind=measures HTTP/1.1"),
        ("/board/?reason=%D0%98%D0%B2&status=all", "/board/?reason=***&status=all"),
        ("/plans/?as_of=2009-03-31&fields=id,name", "/plans/?as_of=2009-03-31&fields=id,name"),
        ("/accounts/login/?next=/desk/", "/accounts/login/?next=***"),
        ("Authorization: Bearer abcdef.0123-45", "Authorization: Bearer ***"),
        (f"leaked mpt_{'a1' * 21}", "leaked mpt_***"),
        ("redis://:hunter2@10.0.0.1:6379/0", "redis://:***@10.0.0.1:6379/0"),
        ("postgresql://tracker:hunter2@db/tracker", "postgresql://tracker:***@db/tracker"),
        ("550 <ivan.ivanov@example.org>: unknown", "550 <***@example.org>: unknown"),
        ("DETAIL:  Key (email)=(x) already exists.", "DETAIL: ***"),
    ],
)  # fmt: skip
def test_what_opens_a_door_and_names_a_person_is_not_written(text: str, written: str) -> None:
    assert told(text) == written


def written(log: Any, *args: object, **more: Any) -> list[str]:
    """The lines that a record makes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("%(levelname)s %(name)s %(message)s"))
    logger = logging.Logger("tracker", logging.INFO)
    logger.addHandler(handler)
    getattr(logger, log)(*args, **more)
    return stream.getvalue().splitlines()


def test_a_record_is_one_line_whatever_its_arguments_say() -> None:
    assert written("info", "job %s failed: %s", 7, FORGED) == [
        "INFO tracker job 7 failed: quiet\\n2009-07-06 10:00:00 INFO audit everything is well"
    ]


def test_every_line_of_a_fault_is_marked_as_going_on() -> None:
    try:
        raise ValueError(f"{FORGED}\nDETAIL:  Key (email)=(x@example.org) already exists.")
    except ValueError:
        lines = written("exception", "it failed")
    assert lines[0] == "ERROR tracker it failed"
    assert [line for line in lines[1:] if not line.startswith(CONTINUED)] == []
    assert lines[-1] == f"{CONTINUED}DETAIL: ***"


def test_what_another_formatter_kept_of_a_fault_is_not_taken_over() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "it failed", (), None)
    record.exc_text = FORGED
    try:
        raise ValueError("now")
    except ValueError:
        record.exc_info = sys.exc_info()
    assert FORGED not in OneLine("%(message)s").format(record)
    assert record.exc_text == FORGED


def test_the_site_writes_by_this_form_and_by_no_other() -> None:
    said = logging_settings()
    assert said == settings.LOGGING
    assert {one["formatter"] for one in said["handlers"].values()} == {"line"}
    assert said["formatters"]["line"]["()"] == "config.log_lines.OneLine"
    assert said["loggers"]["django"]["handlers"] == []


def test_workers_write_as_the_site_does(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr("config.celery.dictConfig", given.append)
    app.log.already_setup = False
    assert app.log.setup_logging_subsystem(loglevel="INFO") is not None
    assert given == [settings.LOGGING]


def test_the_server_writes_its_own_lines_so(capfd: pytest.CaptureFixture[str]) -> None:
    config = Config()
    config.set("accesslog", "-")
    log = Discreet(config)
    log.error("%s", FORGED)
    log.access_log.info("GET /search/?q=%s", get_random_secret_key()[:3] + "\x1b[2J")
    said = capfd.readouterr()
    assert len(said.err.splitlines()) == 1
    assert said.out == "GET /search/?q=***\n"
