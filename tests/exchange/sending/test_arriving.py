"""What happens arrives once, signed, for whom may see it; or is tried again."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from standardwebhooks import Webhook as Verifier

from agencies.models import Membership, Role, User
from exchange.models import (
    Attempt,
    Change,
    Delivery,
    DeliveryState,
    Outcome,
    PausedFor,
    Webhook,
    WebhookState,
)
from exchange.rules.waits import MAX_ATTEMPTS
from exchange.services.replaying import ping, resume_and_catch_up
from exchange.services.secrets import renew_secret, show_secret
from exchange.services.spreading import spread_changes
from measures.models import EventKind, Notice, NoticeKind
from tests import factories
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.sending.runs import DAY, MINUTE, outcomes, run, states
from tests.exchange.telling import at_measure, happen, owed_by
from tests.http_server import Receiver, answer, hang, receiver

pytestmark = pytest.mark.django_db


def test_what_happens_arrives_signed(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    secret = show_secret(webhook, by=coordinator, today=TODAY, now=NOW)
    happen(EventKind.ACCEPTED, owed)
    assert run(now=NOW.fromtimestamp(time.time(), tz=NOW.tzinfo)) == 1
    [taken] = there.taken
    change = Change.objects.get()
    told = Verifier(secret).verify(taken.body, taken.headers)
    assert told == json.loads(taken.body)
    assert (taken.id, told["type"], told["data"]["id"]) == (
        change.message_id,
        "progress.accepted",
        change.message_id,
    )
    assert told["timestamp"] == change.at.isoformat()
    assert (states(), outcomes()) == (["delivered"], ["taken"])
    assert Attempt.objects.get().status == 204


def test_a_second_run_sends_nothing_again(webhook: Webhook, owed: Any, there: Receiver) -> None:
    happen(EventKind.ACCEPTED, owed)
    assert [run(), run()] == [1, 0]
    assert len(there.taken) == 1


def test_what_happened_before_it_was_entered_is_not_sent(
    coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    run()
    hook(coordinator, there.address)
    assert run() == 0


def test_each_is_told_what_its_owner_may_see_and_wants(
    plan: Any, coordinator: User, there: Receiver
) -> None:
    mine, others = factories.AgencyFactory(), factories.AgencyFactory()
    officer = factories.person(mine, Role.OFFICER)
    told = {
        "officer": hook(officer, there.address),
        "own": hook(officer, there.address, agency=mine),
        "coordinator": hook(coordinator, there.address, types=("progress.submitted",)),
        "other plan": hook(coordinator, there.address, plan=factories.ActionPlanFactory()),
    }
    for body in (mine, others):
        for kind in (EventKind.SUBMITTED, EventKind.ACCEPTED):
            happen(kind, owed_by(body, plan))
    assert spread_changes(today=TODAY, now=NOW) == 7
    sent = {name: [] for name in told}
    for delivery in Delivery.objects.order_by("pk"):
        name = next(name for name, row in told.items() if row.pk == delivery.webhook_id)
        whose = "mine" if getattr(delivery.change, "agency", None) == mine else "others"
        sent[name].append(f"{delivery.type} {whose}")
    assert sent == {
        "officer": [
            "progress.submitted mine",
            "progress.accepted mine",
            "progress.accepted others",
        ],
        "own": ["progress.submitted mine", "progress.accepted mine"],
        "coordinator": ["progress.submitted mine", "progress.submitted others"],
        "other plan": [],
    }


def test_who_lost_the_right_meanwhile_is_not_told(
    plan: Any, agency: Any, officer: User, there: Receiver
) -> None:
    hook(officer, there.address)
    happen(EventKind.SUBMITTED, owed_by(agency, plan))
    spread_changes(today=TODAY, now=NOW)
    Membership.objects.filter(user=officer).update(role=Role.OBSERVER, agency=agency)
    Membership.objects.filter(user=officer).update(valid_to=TODAY - DAY)
    run()
    assert (there.taken, states()) == ([], ["cancelled"])
    happen(EventKind.ACCEPTED, owed_by(agency, plan))
    run()
    stopped = Webhook.objects.get()
    assert (stopped.state, stopped.reason) == (WebhookState.PAUSED, PausedFor.NO_ROLE)
    assert states() == ["cancelled"]


def test_a_server_that_fails_and_comes_back_gets_everything_with_the_same_id(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    there.orders = [answer(500), answer(503)]
    happen(EventKind.ACCEPTED, owed)
    run()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (DeliveryState.WAITING, 1)
    assert timedelta(seconds=8) <= row.next_try_at - NOW <= timedelta(seconds=12)
    assert run() == 0
    run(NOW + MINUTE)
    run(NOW + 3 * MINUTE)
    assert (states(), outcomes()) == (["delivered"], ["refused", "refused", "taken"])
    assert len(there.taken) == 3
    assert len({(one.id, one.body) for one in there.taken}) == 1
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since, webhook.rest_until) == (0, None, None)


def test_one_that_hangs_is_left_alone_and_the_others_are_not_held_up(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver, loopback: None
) -> None:
    """Five messages wait for it: one is tried, and the others do not wait for its end each."""
    there.always = hang
    with receiver() as other:
        hook(coordinator, other.address)
        for _turn in range(5):
            happen(EventKind.ACCEPTED, owed)
        run()
        assert len(other.taken) == 5
    assert outcomes().count(Outcome.TIMED_OUT) == 1
    webhook.refresh_from_db()
    assert webhook.rest_until == webhook.failing_since + timedelta(seconds=5)


def test_a_message_is_given_up_after_its_last_attempt(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    there.always = answer(500)
    happen(EventKind.ACCEPTED, owed)
    run()
    Delivery.objects.update(attempts=MAX_ATTEMPTS - 1, next_try_at=NOW)
    run(NOW + DAY)
    assert (states(), len(there.taken)) == (["failed"], 2)
    assert run(NOW + 2 * DAY) == 0


def test_an_address_that_fails_for_days_is_switched_off_and_its_owner_told(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    there.always = answer(500)
    happen(EventKind.ACCEPTED, owed)
    run()
    Delivery.objects.update(next_try_at=NOW)
    run(NOW + 4 * DAY)
    assert Webhook.objects.get().state == WebhookState.ACTIVE
    Delivery.objects.update(next_try_at=NOW)
    run(NOW + 5 * DAY + MINUTE)
    off = Webhook.objects.get()
    assert (off.state, off.reason) == (WebhookState.DISABLED, PausedFor.FAILING)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (coordinator, NoticeKind.WEBHOOK_OFF)
    assert (notice.path, notice.params["webhook"]) == (
        f"/exchange/webhooks/{webhook.pk}/",
        "Registry",
    )
    assert states() == ["waiting"]
    there.always = None
    resume_and_catch_up(off, by=coordinator, today=TODAY, now=NOW + 6 * DAY, catch_up=True)
    Delivery.objects.update(next_try_at=NOW)
    run(NOW + 6 * DAY)
    assert states() == ["delivered"]


def test_an_address_that_is_gone_for_good_is_switched_off_at_once(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    there.orders = [answer(410)]
    happen(EventKind.ACCEPTED, owed)
    run()
    assert (Webhook.objects.get().state, Webhook.objects.get().reason) == ("disabled", "gone")


def test_a_receiver_that_asks_for_time_gets_it(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    there.orders = [answer(429, Retry_After="3600")]
    happen(EventKind.ACCEPTED, owed)
    run()
    assert Delivery.objects.get().next_try_at >= NOW + timedelta(hours=1)


def test_while_the_secret_is_changed_both_sign(
    webhook: Webhook, coordinator: User, there: Receiver
) -> None:
    old = show_secret(webhook, by=coordinator, today=TODAY, now=NOW)
    renew_secret(webhook, by=coordinator, today=TODAY, now=NOW)
    new = show_secret(webhook, by=coordinator, today=TODAY, now=NOW)
    assert old != new
    real = NOW.fromtimestamp(time.time(), tz=NOW.tzinfo)
    Webhook.objects.update(old_secret_until=real + MINUTE)
    ping(webhook, by=coordinator, today=TODAY, now=real)
    run(real)
    for secret in (old, new):
        Verifier(secret).verify(there.taken[0].body, there.taken[0].headers)
    ping(webhook, by=coordinator, today=TODAY, now=real)
    run(real + 2 * MINUTE)
    assert len(there.taken[1].headers["webhook-signature"].split()) == 1


def test_a_secret_that_cannot_be_read_any_more_signs_nothing(
    webhook: Webhook, owed: Any, there: Receiver, settings: Any
) -> None:
    settings.EXCHANGE_KEYS = ["another-key-of-the-installation-0123456789"]
    happen(EventKind.ACCEPTED, owed)
    run()
    assert (there.taken, outcomes(), states()) == ([], ["no_key"], ["waiting"])


def test_an_address_that_leads_inside_by_now_is_not_spoken_to(
    webhook: Webhook, owed: Any, there: Receiver, settings: Any
) -> None:
    """The operator took the network off the list after the webhook had been entered."""
    settings.WEBHOOK_ALLOWED_NETWORKS = []
    happen(EventKind.ACCEPTED, owed)
    run()
    assert (there.taken, outcomes()) == ([], ["forbidden"])


def test_the_number_of_statements_of_spreading_does_not_grow_with_the_changes(
    webhook: Webhook, owed: Any
) -> None:
    counts = []
    for many in (3, 30):
        for _turn in range(many):
            at_measure(EventKind.REWORDED, owed.measure)
        with CaptureQueriesContext(connection) as captured:
            spread_changes(today=TODAY, now=NOW)
        counts.append(len(captured))
    assert counts[0] == counts[1]
