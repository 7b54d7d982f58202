"""Waits grow; after about two days a message is given up."""

from datetime import timedelta

import pytest

from exchange.rules.types import PING, TYPES, unknown
from exchange.rules.waits import LONGEST_REST, MAX_ATTEMPTS, asked_in, rest_after, wait_after


def test_all_waits_together_are_about_two_days() -> None:
    waits = [wait_after(attempt, 0.5) for attempt in range(1, MAX_ATTEMPTS)]
    total = sum(filter(None, waits), timedelta())
    assert timedelta(hours=47) < total < timedelta(hours=50)
    assert waits == sorted(filter(None, waits))
    assert wait_after(MAX_ATTEMPTS, 0.5) is None


@pytest.mark.parametrize(("jitter", "seconds"), [(0, 8), (0.5, 10), (1, 12)])
def test_a_wait_is_spread_by_a_fifth(jitter: float, seconds: float) -> None:
    assert wait_after(1, jitter) == timedelta(seconds=seconds)


def test_a_receiver_may_ask_for_a_longer_wait_and_never_for_a_shorter_one() -> None:
    asked = [wait_after(2, 0.5, asked=seconds) for seconds in (None, 5, 120, 10**9)]
    seconds = [wait.total_seconds() for wait in asked if wait]
    assert seconds == [60, 60, 120, 86400]


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("", None), ("-1", None), ("٣", None), ("9" * 40, None)]
)
def test_what_a_receiver_asks_for(header: str, seconds: int | None) -> None:
    assert asked_in(header) == seconds


def test_an_address_that_fails_is_left_alone_for_longer_and_longer() -> None:
    rests = [rest_after(failures).total_seconds() for failures in range(1, 12)]
    assert rests[:4] == [5, 10, 20, 40]
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST_REST


def test_types_are_known_by_name() -> None:
    assert unknown(["progress.accepted", PING, "progress.*"]) == [PING, "progress.*"]
    assert unknown(list(TYPES)) == []
