"""What tests of exchange may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from agencies.models import User
from exchange.models import Webhook
from exchange.services.webhooks import Terms, add_webhook
from tests.conftest import TODAY
from tests.http_server import Receiver, receiver

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def loopback(settings: Any) -> None:
    """An operator who lets messages go to this machine, as an installation behind a proxy may."""
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def quickly(settings: Any) -> None:
    settings.WEBHOOK_TIMEOUT = 0.5


@pytest.fixture
def there(loopback: None, quickly: None) -> Iterator[Receiver]:
    with receiver() as found:
        yield found


def hook(owner: User, address: str, **terms: Any) -> Webhook:
    return add_webhook(
        Terms(name="Registry", address=address, **terms), by=owner, today=TODAY, now=NOW
    )


@pytest.fixture
def webhook(coordinator: User, there: Receiver) -> Webhook:
    """The coordinator's, told of everything."""
    return hook(coordinator, there.address)
