"""Claims of dead workers, removed addresses, and what leaves the log."""

from datetime import timedelta
from typing import Any

import pytest

from agencies.models import User
from exchange.models import Attempt, Change, Delivery, Webhook
from exchange.rules.waits import MAX_ATTEMPTS
from exchange.services.clearing import clear_old
from exchange.services.post import post
from exchange.services.sending import revive_abandoned, send_next
from exchange.services.spreading import spread_changes
from exchange.services.stopping import retire
from measures.models import EventKind
from tests.conftest import TODAY
from tests.exchange.conftest import NOW
from tests.exchange.sending.runs import DAY, outcomes, run, states
from tests.exchange.telling import happen
from tests.http_server import Receiver, answer

pytestmark = pytest.mark.django_db


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
