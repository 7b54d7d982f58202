"""Networks that webhooks may go to are networks, or the site does not start."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.exchange import allowed_networks


def test_networks_are_named_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBHOOK_ALLOWED_NETWORKS", raising=False)
    assert allowed_networks(environ.Env()) == []
    monkeypatch.setenv("WEBHOOK_ALLOWED_NETWORKS", "10.20.0.0/16,fd00::/8")
    assert allowed_networks(environ.Env()) == ["10.20.0.0/16", "fd00::/8"]


@pytest.mark.parametrize("said", ["hook.example.org", "10.0.0.1/8", "10.20.0.0/16;10.30.0.0/16"])
def test_what_is_no_network_stops_the_start(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("WEBHOOK_ALLOWED_NETWORKS", said)
    with pytest.raises(ImproperlyConfigured, match="WEBHOOK_ALLOWED_NETWORKS must be networks"):
        allowed_networks(environ.Env())
