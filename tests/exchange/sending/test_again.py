"""What was missed or is wanted once more is sent on order."""

import json
from typing import Any

import pytest

from agencies.models import User
from exchange.models import Change, Delivery, Webhook
from exchange.services.replaying import ping, replay, replay_since, resume_and_catch_up
from exchange.services.stopping import pause
from measures.models import EventKind
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.sending.runs import DAY, run
from tests.exchange.telling import happen
from tests.http_server import Receiver

pytestmark = pytest.mark.django_db


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
