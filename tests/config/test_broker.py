"""Pages go on when the broker is down."""

import socket
from time import monotonic

import pytest
from kombu.exceptions import OperationalError

from config.celery import app


def test_a_broker_that_is_down_is_given_up_at_once() -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        begun = monotonic()
        with (
            app.connection_for_write(f"redis://127.0.0.1:{port}/0") as broker,
            pytest.raises(OperationalError),
        ):
            broker.default_channel  # noqa: B018  (asking for it connects)
    assert monotonic() - begun < 2
