"""How the tests read /metrics."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client
from prometheus_client.parser import text_string_to_metric_families


def scrape(**headers: str) -> Any:
    return Client(headers=headers).get("/metrics")


def told() -> dict[str, float]:
    """The figures as Prometheus reads them, by name: tracker_editions{failed}."""
    text = scrape().content.decode()
    return {
        f"{one.name}{{{','.join(one.labels.values())}}}" if one.labels else one.name: one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def of(name: str) -> dict[str, float]:
    """The figures of a family that are not 0, by their label."""
    begins = f"{name}{{"
    return {
        key.removeprefix(begins).removesuffix("}"): value
        for key, value in told().items()
        if key.startswith(begins) and value
    }


@contextmanager
def port(*, listens: bool) -> Iterator[int]:
    """Of this machine: nobody takes a call there, or somebody does and never says a word."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        if listens:
            held.listen()
        yield held.getsockname()[1]
