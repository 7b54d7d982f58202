"""What tests of exchange may ask for."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

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


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def behind_tls(
    authority: trustme.CA, loopback: None, quickly: None, tmp_path: Any, settings: Any
) -> Callable[[str], Any]:
    """A server whose certificate names one host, and an installation that trusts its authority."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    settings.WEBHOOK_CA_FILE = str(tmp_path / "authority.pem")
    settings.WEBHOOK_TIMEOUT = 3

    def server(host: str) -> Any:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host).configure_cert(context)
        return receiver(context)

    return server


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What names stand for, each time they are asked for anew; addresses stand for themselves."""
    known: dict[str, list[list[str]]] = {}
    ask = socket.getaddrinfo

    def told(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host not in known:
            return ask(host, port, *args, **kwargs)
        answers = known[host]
        ips = answers.pop(0) if len(answers) > 1 else answers[0]
        return [found for ip in ips for found in ask(ip, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", told)
    return known
