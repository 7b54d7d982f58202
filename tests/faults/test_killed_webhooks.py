"""Workers die while another program has the message: every change arrives, and what arrives twice
has the same identifier."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import processes
import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from environment import ROOT

from agencies.models import Role
from exchange.models import Attempt, Change, Delivery
from exchange.services.webhooks import Terms, add_webhook
from measures.models import Event, EventKind, Obligation
from tests.factories import ObligationFactory, person
from tests.faults.conftest import MONDAY
from tests.faults.site import Site
from tests.http_server import Receiver, answer, hang, receiver

pytestmark = pytest.mark.faults
QUICKLY = {
    "WEBHOOK_SECONDS": "0.5",
    "WEBHOOK_CLAIM_SECONDS": "4",
    "WEBHOOK_TIMEOUT": "2",
    "WEBHOOK_WAIT_SCALE": "0.02",
    "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
    "BUSINESS_DATE": MONDAY.isoformat(),
}
CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "config")


class Exchange:
    """Workers of the queue `exchange` and a beat."""

    def __init__(self, site: Site) -> None:
        self.site, self.env = site, site._environment() | QUICKLY
        self.running: dict[str, processes.Child] = {}

    def start(self, *names: str) -> None:
        for name in names:
            worker = ("worker", "-Q", "exchange", "--concurrency", "1", "--hostname", f"{name}@x")
            beat = ("beat", "--schedule", str(self.site.folder / "exchange-beat"))
            self.running[name] = processes.start(
                name,
                [*CELERY, *(beat if name == "beat" else worker)],
                log=self.site.folder / f"{name}.log",
                env=self.env,
                cwd=ROOT,
                death_signal=signal.SIGKILL,
            )

    def kill(self, *names: str) -> None:
        for name in names:
            gone = self.running.pop(name)
            os.killpg(gone.process.pid, signal.SIGKILL)
            gone.process.wait(timeout=30)

    def all_delivered(self, many: int) -> bool:
        """False while the database is away."""
        try:
            return Delivery.objects.filter(state="delivered").count() == many
        except OperationalError:
            connection.close()
            return False


@pytest.fixture
def exchange(site: Site) -> Iterator[Exchange]:
    found = Exchange(site)
    yield found
    found.kill(*found.running)


@pytest.fixture
def there(site: Site, settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with receiver() as found:
        yield found


@pytest.fixture
def owed(site: Site, there: Receiver) -> Obligation:
    """Of a plan whose coordinator has connected the other program."""
    row: Obligation = ObligationFactory(due_on=date(2009, 6, 10))
    coordinator = person(row.measure.plan.coordinator, Role.COORDINATOR)
    terms = Terms(name="Registry", address=there.address)
    add_webhook(terms, by=coordinator, today=MONDAY, now=timezone.now())
    return row


def happen(owed: Obligation, many: int) -> None:
    for _turn in range(many):
        Event.objects.create(
            kind=EventKind.ACCEPTED, measure=owed.measure, obligation=owed, happened_on=MONDAY
        )


def ids() -> set[str]:
    return {change.message_id for change in Change.objects.all()}


def test_a_worker_killed_while_the_other_program_has_the_message(
    exchange: Exchange, there: Receiver, owed: Obligation, tell: Any
) -> None:
    there.orders = [hang]
    happen(owed, 10)
    exchange.env["WEBHOOK_TIMEOUT"] = "60"
    exchange.start("worker-1", "beat")
    exchange.site.until(lambda: len(there.taken) == 1, "the first message")
    exchange.kill("worker-1")
    there.released.set()
    exchange.start("worker-2", "worker-3")
    exchange.site.until(lambda: exchange.all_delivered(10), "all messages")
    arrived = Counter(there.ids)
    assert set(arrived) == ids()
    assert arrived[there.ids[0]] == 2
    assert sum(arrived.values()) == 11
    assert Attempt.objects.filter(outcome="left").count() == 1
    tell("Webhook: killed in mid-delivery", dict(Counter(arrived.values())))


def test_a_database_and_workers_that_die_while_much_happens(
    exchange: Exchange, there: Receiver, owed: Obligation, tell: Any
) -> None:
    """The other program fails now and then besides."""
    there.orders = [answer(500 if turn % 7 == 0 else 204) for turn in range(60)]
    exchange.start("worker-1", "worker-2", "beat")
    happen(owed, 20)
    exchange.site.until(lambda: len(there.taken) > 5, "some messages")
    exchange.kill("worker-1")
    happen(owed, 20)
    with exchange.site.postgres.stopped():
        exchange.site.broker.lose_all()
    connection.close()
    exchange.start("worker-3")
    happen(owed, 20)
    exchange.site.until(lambda: exchange.all_delivered(60), "all messages", seconds=120)
    arrived = Counter(there.ids)
    assert set(arrived) == ids()
    assert len(arrived) == 60
    tell("Webhook: database, broker and worker gone", dict(Counter(arrived.values())))
