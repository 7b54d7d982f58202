"""Webhooks through the API: own ones, a secret once, and a log that is the owner's."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import Role, User
from exchange.models import Delivery, Webhook
from exchange.services.run import deliver
from measures.models import EventKind
from tests import factories
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.telling import happen
from tests.http_server import Receiver

HOOKS = "/api/v1/webhooks/"
LOG = f"{HOOKS}deliveries/"
pytestmark = pytest.mark.django_db


def caller(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_one_is_entered_and_its_secret_shown_once(coordinator: User, there: Receiver) -> None:
    client = caller(coordinator)
    answer = client.post(HOOKS, {"name": "Registry", "address": there.address})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    made = answer.json()
    assert made["secret"].startswith("whsec_")
    assert (made["state"], made["types"], made["plan"]) == ("active", [], None)
    read = client.get(f"{HOOKS}{made['id']}/").json()
    assert "secret" not in read
    assert Webhook.objects.get().secret != made["secret"]


def test_an_answer_with_a_secret_is_not_kept_for_a_repeated_call(
    coordinator: User, there: Receiver
) -> None:
    sent = {"name": "Registry", "address": there.address}
    answer = caller(coordinator).post(HOOKS, sent, HTTP_IDEMPOTENCY_KEY="abc")
    assert (answer.status_code, answer.json()["code"]) == (400, "not_repeatable")
    assert Webhook.objects.count() == 0


REFUSED = [
    ({"address": "ftp://example.org/"}, "address_wrong"),
    ({"address": "http://10.0.0.1/"}, "address_forbidden"),
    ({"address": "https://169.254.169.254/"}, "address_forbidden"),
    ({"address": "https://[::1]/"}, "address_forbidden"),
    ({"address": "https://no-such-name.invalid/"}, "address_unknown"),
]


@pytest.mark.parametrize(("sent", "code"), REFUSED)
def test_an_address_that_may_not_be_spoken_to_is_refused_at_entry(
    coordinator: User, sent: dict[str, str], code: str
) -> None:
    answer = caller(coordinator).post(HOOKS, {"name": "Registry", **sent})
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"types": ["progress.read"]}, "types.0"),
        ({"plan": "no-such"}, "plan"),
        ({"name": ""}, "name"),
        ({"agency": 7}, "agency"),
    ],
)
def test_what_is_no_webhook(
    coordinator: User, there: Receiver, sent: dict[str, Any], field: str
) -> None:
    whole = {"name": "Registry", "address": there.address, **sent}
    answer = caller(coordinator).post(HOOKS, whole)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_who_may_connect_a_program(plan: Any, there: Receiver) -> None:
    body = factories.AgencyFactory()
    sent = {"name": "Registry", "address": there.address}
    codes = {
        role: caller(factories.person(body, role)).post(HOOKS, sent).status_code for role in Role
    }
    assert codes == {
        Role.OFFICER: 201,
        Role.DEPUTY: 201,
        Role.HEAD: 201,
        Role.COORDINATOR: 201,
        Role.OBSERVER: 403,
    }
    assert APIClient().post(HOOKS, sent).status_code == 401


def test_others_webhooks_are_not_there(
    webhook: Webhook, plan: Any, there: Receiver, coordinator: User, owed: Any
) -> None:
    happen(EventKind.ACCEPTED, owed)
    deliver(today=TODAY, now=NOW)
    row = Delivery.objects.get()
    stranger = caller(factories.person(factories.AgencyFactory(), Role.COORDINATOR))
    assert stranger.get(HOOKS).json()["results"] == []
    assert stranger.get(LOG).json()["results"] == []
    one, message = f"{HOOKS}{webhook.pk}/", f"{LOG}{row.pk}/"
    codes = [
        stranger.get(one).status_code,
        stranger.patch(one, {"name": "Mine"}).status_code,
        stranger.delete(one).status_code,
        *(
            stranger.post(f"{one}{act}/", {"since": "2026-01-01T00:00:00Z"}).status_code
            for act in ("pause", "resume", "renew-secret", "ping", "replay")
        ),
        stranger.get(message).status_code,
        stranger.post(f"{message}replay/").status_code,
    ]
    assert codes == [404] * len(codes)


def test_a_coordinator_keeps_what_is_limited_to_the_plan_but_not_its_secret(
    plan: Any, officer: User, coordinator: User, there: Receiver
) -> None:
    found = hook(officer, there.address, plan=plan)
    client, one = caller(coordinator), f"{HOOKS}{found.pk}/"
    assert client.get(one).status_code == 200
    assert client.post(f"{one}renew-secret/").status_code == 403
    assert client.patch(one, {"address": there.address}).status_code == 403
    assert client.post(f"{one}pause/").json()["state"] == "paused"


def test_it_is_changed_by_who_looked_at_it(
    webhook: Webhook, coordinator: User, there: Receiver
) -> None:
    client, one = caller(coordinator), f"{HOOKS}{webhook.pk}/"
    tag = client.get(one).headers["ETag"]
    changed = client.patch(one, {"types": ["round.closed"]}, HTTP_IF_MATCH=tag)
    assert (changed.status_code, changed.json()["types"]) == (200, ["round.closed"])
    assert changed.json()["name"] == "Registry"
    late = client.patch(one, {"name": "Other"}, HTTP_IF_MATCH=tag)
    assert late.status_code == 412
    assert client.get(one).headers["ETag"] == changed.headers["ETag"]


def test_a_pause_a_test_and_a_replay(
    webhook: Webhook, coordinator: User, there: Receiver, owed: Any
) -> None:
    client, one = caller(coordinator), f"{HOOKS}{webhook.pk}/"
    happen(EventKind.ACCEPTED, owed)
    assert client.post(f"{one}ping/").status_code == 202
    deliver(today=TODAY, now=NOW.replace(year=2030))
    log = client.get(LOG, {"webhook": webhook.pk}).json()["results"]
    assert {row["type"]: row["state"] for row in log} == {
        "ping": "delivered",
        "progress.accepted": "delivered",
    }
    assert log[0]["tries"][0]["status"] == 204
    assert client.post(f"{LOG}{log[0]['id']}/replay/").json()["state"] == "waiting"
    again = client.post(f"{one}replay/", {"since": "2026-01-01T00:00:00Z"})
    assert (again.status_code, again.json()) == (202, {"messages": 1})
    assert client.post(f"{one}pause/").status_code == 200
    paused = client.post(f"{one}ping/")
    assert (paused.status_code, paused.json()["code"]) == (409, "not_active")
    assert client.post(f"{one}resume/", {"catch_up": False}).json()["state"] == "active"
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404


def test_a_secret_is_renewed(webhook: Webhook, coordinator: User) -> None:
    answer = caller(coordinator).post(f"{HOOKS}{webhook.pk}/renew-secret/")
    assert answer.json()["secret"].startswith("whsec_")
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_has_webhooks_without_end(
    coordinator: User, there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.services.webhooks.MOST", 1)
    client, sent = caller(coordinator), {"name": "Registry", "address": there.address}
    codes = [client.post(HOOKS, sent).status_code for _turn in range(2)]
    assert codes == [201, 409]
