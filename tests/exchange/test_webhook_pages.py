"""The pages of webhooks: entered, its secret once, its log, stopped and let go on."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Role, User
from exchange.models import Delivery, Webhook
from exchange.services.run import deliver
from measures.models import EventKind
from tests import factories
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.telling import happen
from tests.http_server import Receiver, answer

LIST = "/exchange/webhooks/"
pytestmark = pytest.mark.django_db


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def administrator() -> User:
    person: User = factories.UserFactory(is_staff=True)
    wanted = Permission.objects.filter(codename__in=("change_webhook", "view_webhook"))
    person.user_permissions.set(wanted)
    return person


def test_one_is_entered_and_its_secret_taken_along(coordinator: User, there: Receiver) -> None:
    client = browser(coordinator)
    sent = {"name": "Registry", "address": there.address, "types": ["round.closed"]}
    entered = client.post(f"{LIST}new/", sent)
    made = Webhook.objects.get()
    assert (entered.status_code, entered.headers["Location"]) == (302, f"{LIST}{made.pk}/")
    assert "Show the secret" in text(client.get(f"{LIST}{made.pk}/"))
    shown = client.post(f"{LIST}{made.pk}/secret/")
    assert "whsec_" in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    again = client.post(f"{LIST}{made.pk}/secret/", follow=True)
    assert "whsec_" not in text(again)
    assert "is not shown again" in text(again)
    assert client.get(f"{LIST}{made.pk}/secret/").status_code == 405


def test_what_was_typed_is_kept_beside_what_is_wrong(coordinator: User) -> None:
    sent = {"name": "Registry <b>", "address": "http://127.0.0.1/hook", "types": ["round.closed"]}
    refused = browser(coordinator).post(f"{LIST}new/", sent)
    assert refused.status_code == 422
    page = text(refused)
    assert "Messages may not go there" in page
    assert "http://127.0.0.1/hook" in page
    assert "Registry &lt;b&gt;" in page
    assert 'value="round.closed" class' in page or 'value="round.closed"' in page


def test_two_do_not_write_over_each_other(webhook: Webhook, coordinator: User) -> None:
    client, sent = browser(coordinator), {"name": "Other", "address": webhook.address}
    first = client.post(f"{LIST}{webhook.pk}/change/", {**sent, "version": webhook.version})
    second = client.post(f"{LIST}{webhook.pk}/change/", {**sent, "version": webhook.version})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "It was changed meanwhile" in text(second)


def test_the_log_tells_what_came_of_each_message(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    there.orders = [answer(500, b"<script>alert(1)</script>")]
    happen(EventKind.ACCEPTED, owed)
    deliver(today=TODAY, now=NOW)
    client = browser(coordinator)
    page = text(client.get(f"{LIST}{webhook.pk}/"))
    assert "Report accepted" in page
    assert "has not taken a message since" in page
    message = text(client.get(f"{LIST}messages/{Delivery.objects.get().pk}/"))
    assert "answer 500" in message
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in message
    assert "progress.accepted" in message
    assert "No message is in this state" in text(
        client.get(f"{LIST}{webhook.pk}/", {"state": "failed"})
    )
    assert client.get(f"{LIST}{webhook.pk}/", {"state": "strange"}).status_code == 200


def test_it_is_paused_let_go_on_tried_and_removed(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    client, one = browser(coordinator), f"{LIST}{webhook.pk}/"
    assert "It is paused" in text(client.post(f"{one}pause/", follow=True))
    happen(EventKind.ACCEPTED, owed)
    deliver(today=TODAY, now=NOW)
    goes_on = client.post(f"{one}resume/", {"catch_up": "on"}, follow=True)
    assert "1 message is sent." in text(goes_on)
    assert "A test message is on its way" in text(client.post(f"{one}test/", follow=True))
    deliver(today=TODAY, now=NOW.replace(year=2030))
    assert len(there.taken) == 2
    row = Delivery.objects.exclude(change=None).get()
    assert "The message is sent again" in text(
        client.post(f"{LIST}messages/{row.pk}/replay/", follow=True)
    )
    assert "There is a new secret" in text(client.post(f"{one}secret/renew/", follow=True))
    assert "is removed" in text(client.post(f"{one}remove/", follow=True))
    assert client.get(one).status_code == 404


def test_a_replay_since_a_moment(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    deliver(today=TODAY, now=NOW)
    client, one = browser(coordinator), f"{LIST}{webhook.pk}/"
    said = text(client.post(f"{one}replay/", {"since": "2020-01-01T00:00"}, follow=True))
    assert "1 message is sent." in said
    wrong = client.post(f"{one}replay/", {"since": "yesterday"})
    assert (wrong.status_code, "yesterday" in text(wrong)) == (422, True)
    ahead = client.post(f"{one}replay/", {"since": "2999-01-01T00:00"})
    assert (ahead.status_code, "has not come yet" in text(ahead)) == (422, True)


def test_who_sees_what(webhook: Webhook, there: Receiver, owed: Any) -> None:
    happen(EventKind.SUBMITTED, owed)
    deliver(today=TODAY, now=NOW)
    row = Delivery.objects.get()
    pages = [LIST, f"{LIST}new/", f"{LIST}{webhook.pk}/", f"{LIST}messages/{row.pk}/"]
    people = {
        "observer": factories.person(factories.AgencyFactory(), Role.OBSERVER),
        "officer": factories.person(factories.AgencyFactory(), Role.OFFICER),
        "administrator": administrator(),
        "nobody": factories.UserFactory(),
    }
    seen = {
        name: [browser(person).get(page).status_code for page in pages]
        for name, person in people.items()
    }
    assert seen == {
        "observer": [403, 403, 403, 404],
        "officer": [200, 200, 404, 404],
        "administrator": [200, 403, 200, 200],
        "nobody": [403, 403, 403, 404],
    }
    assert Client().get(LIST).status_code == 302


def test_an_administrator_stops_it_and_reads_no_secret_and_no_message(
    webhook: Webhook, there: Receiver, owed: Any
) -> None:
    happen(EventKind.SUBMITTED, owed)
    deliver(today=TODAY, now=NOW)
    client, one = browser(administrator()), f"{LIST}{webhook.pk}/"
    message = text(client.get(f"{LIST}messages/{Delivery.objects.get().pk}/"))
    assert "You may not see what this message tells of" in message
    codes = [client.post(f"{one}{act}/").status_code for act in ("secret", "secret/renew", "pause")]
    assert codes == [403, 403, 302]
    assert client.get(f"{one}change/").status_code == 403
    admin = client.get(f"/admin/exchange/webhook/{webhook.pk}/change/")
    assert admin.status_code == 200
    assert webhook.secret not in text(admin)


@pytest.mark.parametrize("where", ["list", "log"])
def test_the_number_of_statements_does_not_grow_with_the_rows(
    coordinator: User, there: Receiver, where: str, owed: Any, plan: Any
) -> None:
    client, counts = browser(coordinator), []
    first = hook(coordinator, there.address)
    for many in (3, 30):
        for _turn in range(many):
            if where == "list":
                officer = factories.person(owed.agency, Role.OFFICER)
                hook(officer, there.address, plan=plan, agency=owed.agency)
            else:
                happen(EventKind.ACCEPTED, owed)
        if where == "log":
            deliver(today=TODAY, now=NOW)
        page = LIST if where == "list" else f"{LIST}{first.pk}/"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
