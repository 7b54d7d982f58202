"""The address of a webhook may hold a key: who sees it whole."""

from typing import Any

import pytest
from django.test import Client

from agencies.models import User
from exchange.models import Webhook
from exchange.rules.addresses import masked
from exchange.services.run import deliver
from measures.models import EventKind
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.telling import happen
from tests.exchange.test_webhook_pages import administrator, browser
from tests.http_server import Receiver

LIST, API = "/exchange/webhooks/", "/api/v1/webhooks/"
KEY = "T0AKEY/x7Kq?token=sesame"


@pytest.fixture
def theirs(officer: User, there: Receiver, plan: Any, owed: Any) -> Webhook:
    """An officer's, of the plan, with a message in its log."""
    made = hook(officer, f"{there.address}/{KEY}", plan=plan)
    happen(EventKind.ACCEPTED, owed)
    deliver(today=TODAY, now=NOW)
    return made


def places(made: Webhook) -> list[str]:
    message = made.deliveries.first()
    pages = [LIST, f"{LIST}{made.pk}/", API, f"{API}{made.pk}/"]
    return [*pages, f"{LIST}messages/{message.pk}/"] if message else pages


def seen_by(person: User, made: Webhook) -> set[tuple[bool, bool]]:
    """Of each place: whether the key stands there, and whether the machine does."""
    client: Client = browser(person)
    told = [client.get(place) for place in places(made)]
    assert [one.status_code for one in told] == [200] * len(told)
    texts = [one.content.decode() for one in told]
    return {("T0AKEY" in one or "sesame" in one, "127.0.0.1" in one) for one in texts}


def test_its_owner_and_an_administrator_see_it_whole(theirs: Webhook, officer: User) -> None:
    assert seen_by(officer, theirs) == {(True, True)}
    assert "T0AKEY" in browser(administrator()).get(LIST).content.decode()


def test_a_coordinator_of_its_plan_sees_the_machine_alone(
    theirs: Webhook, coordinator: User
) -> None:
    assert seen_by(coordinator, theirs) == {(False, True)}


def test_what_is_masked_is_no_different_for_another_key() -> None:
    keys = ("a", "a/b", "long/path/with/x7Kq9", "?token=1", "x?y=z")
    assert {masked(f"https://hooks.example.kz/{key}") for key in keys} == {
        "https://hooks.example.kz/…"
    }
    assert masked("https://[2001:db8::1]:8443/") == "https://[2001:db8::1]:8443/"


def test_what_an_owner_changes_keeps_the_whole_address(theirs: Webhook, officer: User) -> None:
    before = theirs.address
    sent = {"name": "Renamed"}
    answer = browser(officer).patch(f"{API}{theirs.pk}/", sent, content_type="application/json")
    theirs.refresh_from_db()
    assert (answer.json()["address"], theirs.address) == (before, before)
