"""Runs of the outbox, and what came of them."""

from datetime import timedelta
from typing import Any

from exchange.models import Attempt, Delivery
from exchange.services.run import deliver
from tests.conftest import TODAY
from tests.exchange.conftest import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def run(now: Any = NOW) -> int:
    return deliver(today=TODAY, now=now)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def outcomes() -> list[str]:
    return list(Attempt.objects.order_by("pk").values_list("outcome", flat=True))
