"""The door to /metrics: who may read it, and what it says when something is down."""

import os
import subprocess
import sys
from time import monotonic
from typing import Any, Final

import pytest
import servers
import tools
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families
from run_tests import private_folder

from config.celery import app
from measures.tasks import send_reminders
from reports.tasks import compile_waiting
from tests.config.scraping import of, port, scrape, told


@pytest.mark.django_db
def test_it_is_the_same_in_every_language_and_kept_by_nobody() -> None:
    answers = [scrape(accept_language=language) for language in ("ru", "kk", "en")]
    assert len({answer.content for answer in answers}) == 1
    assert "no-store" in answers[0].headers["Cache-Control"]
    assert answers[0].cookies == {}


@pytest.mark.django_db
def test_it_is_only_read() -> None:
    client = Client()
    assert [client.head("/metrics").status_code, client.post("/metrics").status_code] == [200, 405]
    assert reverse("metrics") == "/metrics"


TOKEN: Final = "a-token-of-the-monitoring"
SHOWN: Final = [
    ("", 401),
    (TOKEN, 401),
    (f"Basic {TOKEN}", 401),
    ("Bearer", 401),
    ("Bearer ", 401),
    (f"Bearer {TOKEN}x", 401),
    ("Bearer қазақша", 401),
    (f"Bearer {TOKEN}", 200),
    (f"bearer  {TOKEN} ", 200),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("shown", "status"), SHOWN)
def test_a_token_is_asked_for_where_one_is_set(settings: Any, shown: str, status: int) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = scrape(**({"authorization": shown} if shown else {}))
    asked = answer.headers.get("WWW-Authenticate")
    refused = 'Bearer realm="metrics"' if status == 401 else None
    assert (answer.status_code, asked) == (status, refused)
    assert ("tracker_" in answer.content.decode()) == (status == 200)


@pytest.mark.django_db
@pytest.mark.parametrize("listens", [False, True])
def test_a_broker_that_does_not_answer_is_told_soon(settings: Any, *, listens: bool) -> None:
    with port(listens=listens) as number:
        settings.REDIS_URL = f"redis://127.0.0.1:{number}/0"
        begun = monotonic()
        figures = told()
    assert monotonic() - begun < 3
    assert (figures["tracker_broker_up"], figures["tracker_database_up"]) == (0, 1)
    assert [name for name in figures if name.startswith("tracker_queue_length")] == []


@pytest.mark.django_db
def test_an_address_that_is_no_brokers_counts_as_down(settings: Any) -> None:
    settings.REDIS_URL = "amqp://127.0.0.1/"
    assert told()["tracker_broker_up"] == 0


@pytest.mark.django_db
def test_tasks_that_wait_in_the_broker_are_counted(settings: Any) -> None:
    program = tools.broker()
    assert program
    with private_folder() as folder, servers.redis(program, folder / "redis") as address:
        settings.REDIS_URL = address
        assert (told()["tracker_broker_up"], of("tracker_queue_length")) == (1, {})
        with app.connection_for_write(address) as broker:
            for _ in range(3):
                send_reminders.apply_async(connection=broker)
            compile_waiting.apply_async(connection=broker)
        assert of("tracker_queue_length") == {"mail": 3, "compile": 1}
        assert told()["tracker_queue_length{celery}"] == 0


ASK: Final = """
import django
django.setup()
from django.test import Client
answer = Client(raise_request_exception=True).get("/metrics")
print(answer.status_code)
print(answer.content.decode())
"""


def test_a_database_that_is_away_is_told_without_an_error() -> None:
    with port(listens=False) as number:
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"postgresql://tracker@127.0.0.1:{number}/tracker",
            "REDIS_URL": f"redis://127.0.0.1:{number}/0",
            "ALLOWED_HOSTS": "testserver",
            "METRICS_TOKEN": "",
        }
        asked = [sys.executable, "-c", ASK]
        answer = subprocess.run(  # noqa: S603  (fixed words)
            asked, env=env, cwd=project.BASE_DIR, capture_output=True, text=True, check=True
        )
    status, _, text = answer.stdout.partition("\n")
    families = {
        one.name: one.samples[0].value
        for one in text_string_to_metric_families(text.strip() + "\n")
    }
    assert (status, families) == (
        "200",
        {"tracker_build_info": 1, "tracker_database_up": 0, "tracker_broker_up": 0},
    )
    assert "Traceback" not in answer.stderr


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole file")
@pytest.mark.django_db(transaction=True)
def test_a_lock_does_not_hold_a_scrape_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.metrics.DATABASE_ANSWERS_WITHIN_MS", 200)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE measures_digest IN ACCESS EXCLUSIVE MODE")
            begun = monotonic()
            assert told()["tracker_database_up"] == 0
            assert monotonic() - begun < 5
        other.rollback()
        assert told()["tracker_database_up"] == 1
    finally:
        other.close()
