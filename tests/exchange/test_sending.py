"""From a change to the other program: once per claim, tried again, never lost."""

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
from exchange.services.clearing import clear_old
from exchange.services.post import post
from exchange.services.replaying import ping, replay, replay_since, resume_and_catch_up
from exchange.services.run import deliver
from exchange.services.secrets import renew_secret, show_secret
from exchange.services.sending import revive_abandoned, send_next
from exchange.services.spreading import spread_changes
from exchange.services.stopping import pause, retire
from measures.models import EventKind, Notice, NoticeKind
from tests import factories
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.telling import at_measure, happen, owed_by
from tests.http_server import Receiver, answer, hang, receiver

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def run(now: Any = NOW) -> int:
    return deliver(today=TODAY, now=now)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def outcomes() -> list[str]:
    return list(Attempt.objects.order_by("pk").values_list("outcome", flat=True))


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


def test_a_pause_and_what_was_missed(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    run()
    pause(webhook, by=coordinator, today=TODAY, now=NOW)
    missed = [happen(EventKind.SUBMITTED, owed), happen(EventKind.RETURNED, owed)]
    assert run() == 0
    count = resume_and_catch_up(webhook, by=coordinator, today=TODAY, now=NOW, catch_up=True)
    assert (count, run(), len(there.taken)) == (len(missed), 2, 3)
    assert len(set(there.ids)) == 3


def test_a_pause_without_what_was_missed(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    pause(webhook, by=coordinator, today=TODAY, now=NOW)
    happen(EventKind.SUBMITTED, owed)
    run()
    resume_and_catch_up(webhook, by=coordinator, today=TODAY, now=NOW, catch_up=False)
    assert (run(), there.taken) == (0, [])


def test_a_replay_has_the_same_identifier(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    run()
    replay(Delivery.objects.get(), by=coordinator, today=TODAY, now=NOW)
    run()
    assert (len(there.taken), len(set(there.ids))) == (2, 1)
    row = Delivery.objects.get()
    assert (row.state, row.replayed_by, row.attempts) == ("delivered", coordinator, 1)


def test_a_replay_since_a_moment_has_also_what_was_never_sent(
    coordinator: User, owed: Any, there: Receiver
) -> None:
    old = happen(EventKind.SUBMITTED, owed)
    Change.objects.update(at=NOW - 10 * DAY)
    happen(EventKind.RETURNED, owed)
    Change.objects.exclude(about_id=0).filter(type="progress.returned").update(at=NOW - 2 * DAY)
    made = hook(coordinator, there.address)
    happen(EventKind.ACCEPTED, owed)
    Change.objects.filter(type="progress.accepted").update(at=NOW - DAY)
    run()
    first = [json.loads(one.body)["type"] for one in there.taken]
    count = replay_since(made, NOW - 3 * DAY, by=coordinator, today=TODAY, now=NOW)
    run()
    again = [json.loads(one.body)["type"] for one in there.taken[len(first) :]]
    assert old.pk
    assert count == 2
    assert sorted(again) == ["progress.accepted", "progress.returned"]


def test_a_test_message(webhook: Webhook, coordinator: User, there: Receiver) -> None:
    sent = ping(webhook, by=coordinator, today=TODAY, now=NOW)
    run()
    [taken] = there.taken
    assert (taken.id, json.loads(taken.body)["type"]) == (sent.message_id, "ping")


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


def test_one_that_was_removed_gets_nothing_more(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    spread_changes(today=TODAY, now=NOW)
    retire(webhook, by=coordinator, today=TODAY, now=NOW)
    assert (run(), there.taken) == (0, [])


def test_a_claim_of_a_worker_that_died_is_taken_over(
    webhook: Webhook, owed: Any, there: Receiver, settings: Any
) -> None:
    happen(EventKind.ACCEPTED, owed)
    spread_changes(today=TODAY, now=NOW)
    Delivery.objects.update(state="sending", claimed_at=NOW, attempts=1)
    later = NOW + timedelta(seconds=settings.WEBHOOK_CLAIM_SECONDS)
    assert run(later - timedelta(seconds=1)) == 0
    assert run(later) == 1
    assert (states(), outcomes()) == (["delivered"], ["left", "taken"])


def test_a_message_that_killed_too_many_workers_is_given_up(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    spread_changes(today=TODAY, now=NOW)
    Delivery.objects.update(state="sending", claimed_at=NOW, attempts=MAX_ATTEMPTS)
    revive_abandoned(NOW + DAY)
    assert states() == ["failed"]


def test_a_worker_taken_for_dead_does_not_write_over_its_successor(
    webhook: Webhook, owed: Any, there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen(EventKind.ACCEPTED, owed)
    spread_changes(today=TODAY, now=NOW)
    there.orders = [answer(500)]

    def post_slowly(*args: Any) -> Any:
        found = post(*args)
        Delivery.objects.update(claimed_at=NOW + DAY)  # somebody else has it by now
        return found

    monkeypatch.setattr("exchange.services.sending.post", post_slowly)
    send_next(today=TODAY, now=NOW)
    assert (states(), len(there.taken)) == (["sending"], 1)


def test_old_messages_leave_the_log(webhook: Webhook, owed: Any, there: Receiver) -> None:
    happen(EventKind.ACCEPTED, owed)
    run()
    assert (clear_old(now=NOW + 29 * DAY), clear_old(now=NOW + 31 * DAY)) == (0, 1)
    assert (Attempt.objects.count(), Change.objects.count()) == (0, 1)
    assert run(NOW + 31 * DAY) == 0


def test_what_waits_for_an_active_address_is_never_cleared(
    webhook: Webhook, owed: Any, there: Receiver
) -> None:
    there.always = answer(500)
    happen(EventKind.ACCEPTED, owed)
    run()
    assert clear_old(now=NOW + 31 * DAY) == 0


def test_a_removed_one_goes_with_its_log(
    webhook: Webhook, coordinator: User, owed: Any, there: Receiver
) -> None:
    happen(EventKind.ACCEPTED, owed)
    run()
    retire(webhook, by=coordinator, today=TODAY, now=NOW)
    clear_old(now=NOW + DAY)
    assert Webhook.objects.count() == 1
    clear_old(now=NOW + 31 * DAY)
    assert Webhook.objects.count() == 0


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
