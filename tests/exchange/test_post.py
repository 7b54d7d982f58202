"""One message to an address that somebody else chose, to a real server."""

import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest

from exchange.models import Outcome
from exchange.rules.addresses import target_of
from exchange.services import post as module
from exchange.services.lookups import NotSent
from exchange.services.post import post
from exchange.services.ways import addresses_of
from tests.http_server import (
    Receiver,
    answer,
    babble,
    break_off,
    drip,
    flood,
    hang,
    late,
    receiver,
)

BODY, HEADERS = b'{"type":"ping"}', {"webhook-id": "chg_1", "Content-Type": "application/json"}


def sent(there: Receiver) -> module.Answer:
    return post(there.address, BODY, HEADERS)


def test_a_message_arrives_as_it_was_signed(there: Receiver) -> None:
    found = sent(there)
    assert (found.outcome, found.status) == (Outcome.TAKEN, 204)
    [taken] = there.taken
    assert (taken.path, taken.body, taken.id) == ("/hook", BODY, "chg_1")
    assert taken.headers["host"] == f"127.0.0.1:{there.port}"
    assert "accept-encoding" not in taken.headers or taken.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_an_answer_that_is_no_success(there: Receiver, status: int) -> None:
    there.orders = [answer(status, "Ошибка\x00\x1b[31m <b>".encode(), Retry_After="90")]
    found = sent(there)
    assert (found.outcome, found.status, found.asked) == (Outcome.REFUSED, status, 90)
    assert found.excerpt == "Ошибка  [31m <b>"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_address_is_not_followed(there: Receiver, status: int) -> None:
    there.orders = [answer(status, Location=there.address)]
    assert (sent(there).outcome, len(there.taken)) == (Outcome.REDIRECTED, 1)


def test_a_flood_is_not_listened_to(there: Receiver) -> None:
    there.orders = [flood]
    began = monotonic()
    found = sent(there)
    assert (found.outcome, found.status) == (Outcome.TAKEN, 200)
    assert found.excerpt == "x" * module.EXCERPT
    assert monotonic() - began < 2


@pytest.mark.parametrize("order", [hang, drip, late(5)])
def test_a_server_that_takes_its_time_is_left(
    there: Receiver, order: Callable[[Any], None]
) -> None:
    """Also one that goes on sending a sign now and then."""
    there.orders = [order]
    began = monotonic()
    assert sent(there).outcome == Outcome.TIMED_OUT
    assert monotonic() - began < 2


@pytest.mark.parametrize("order", [break_off, babble])
def test_an_answer_that_is_none(there: Receiver, order: Callable[[Any], None]) -> None:
    there.orders = [order]
    assert sent(there).outcome == Outcome.BROKEN


def test_nobody_is_there(loopback: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/", BODY, HEADERS).outcome == Outcome.NO_CONNECTION


def test_somebody_is_there_and_does_not_say_a_word(loopback: None, quickly: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        began = monotonic()
        assert post(address, BODY, HEADERS).outcome == Outcome.TIMED_OUT
    assert monotonic() - began < 2


def test_no_proxy_of_the_environment_is_asked(
    there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert sent(there).outcome == Outcome.TAKEN


# --- encryption ------------------------------------------------------------------------------


def test_a_certificate_that_is_trusted(behind_tls: Callable[[str], Any]) -> None:
    with behind_tls("127.0.0.1") as there:
        assert (sent(there).outcome, there.ids) == (Outcome.TAKEN, ["chg_1"])


def test_a_certificate_of_somebody_else(behind_tls: Callable[[str], Any]) -> None:
    with behind_tls("other.example") as there:
        assert (sent(there).outcome, there.taken) == (Outcome.NOT_TRUSTED, [])


def test_a_certificate_of_an_unknown_authority(
    behind_tls: Callable[[str], Any], settings: Any
) -> None:
    settings.WEBHOOK_CA_FILE = ""
    with behind_tls("127.0.0.1") as there:
        assert (sent(there).outcome, there.taken) == (Outcome.NOT_TRUSTED, [])


def test_the_name_is_what_the_certificate_must_tell_not_the_address(
    behind_tls: Callable[[str], Any], names: dict[str, list[list[str]]]
) -> None:
    names["gate.example"] = [["127.0.0.1"]]
    with behind_tls("gate.example") as there:
        found = post(f"https://gate.example:{there.port}/hook", BODY, HEADERS)
        assert (found.outcome, len(there.taken)) == (Outcome.TAKEN, 1)
        assert there.taken[0].headers["host"] == f"gate.example:{there.port}"


# --- addresses that lead inside ----------------------------------------------------------------

SAME_MACHINE = [
    "127.0.0.1",
    "[::1]",
    "0.0.0.0",  # noqa: S104
    "localhost",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::]",
    "127.0.0.1.",
    "１２７.0.0.1",
]


@pytest.mark.parametrize("host", SAME_MACHINE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_this_machine_is_not_spoken_to(host: str, scheme: str, quickly: None) -> None:
    """However it is written, though a server listens there."""
    with receiver() as there:
        found = post(f"{scheme}://{host}:{there.port}/hook", BODY, HEADERS)
        assert found.outcome in (Outcome.FORBIDDEN, Outcome.NO_NAME)
        assert there.taken == []


@pytest.mark.parametrize("host", ["169.254.169.254", "0xa9fea9fe", "2852039166", "[fd00:ec2::254]"])
def test_the_addresses_of_clouds_are_not_spoken_to(host: str, quickly: None) -> None:
    found = post(f"https://{host}/latest/meta-data/", BODY, HEADERS)
    assert found.outcome == Outcome.FORBIDDEN


def test_a_name_that_stands_for_an_address_inside(names: dict[str, list[list[str]]]) -> None:
    names["inside.example"] = [["10.0.0.5"]]
    with receiver() as there:
        found = post(f"https://inside.example:{there.port}/", BODY, HEADERS)
        assert (found.outcome, there.taken) == (Outcome.FORBIDDEN, [])


def test_a_name_that_stands_for_both(names: dict[str, list[list[str]]]) -> None:
    names["both.example"] = [["8.8.8.8", "127.0.0.1"]]
    with pytest.raises(NotSent) as refused:
        addresses_of(target_of("https://both.example/"), until=monotonic() + 5)
    assert refused.value.outcome == Outcome.FORBIDDEN


def test_a_name_that_changes_after_it_was_judged(
    names: dict[str, list[list[str]]], loopback: None, quickly: None
) -> None:
    """It is asked for once: the connection goes to what was judged, whatever it says by then."""
    with receiver() as there, receiver() as other:
        names["turning.example"] = [["127.0.0.1"], ["10.0.0.5"]]
        found = post(f"http://turning.example:{there.port}/hook", BODY, HEADERS)
        assert (found.outcome, there.ids, other.taken) == (Outcome.TAKEN, ["chg_1"], [])
        again = post(f"http://turning.example:{there.port}/hook", BODY, HEADERS)
        assert (again.outcome, len(there.taken)) == (Outcome.FORBIDDEN, 1)


def test_the_second_address_of_a_name_is_tried_where_the_first_is_not_there(
    names: dict[str, list[list[str]]], loopback: None, quickly: None
) -> None:
    with receiver() as there:
        names["two.example"] = [["127.0.0.2", "127.0.0.1"]]
        assert post(f"http://two.example:{there.port}/hook", BODY, HEADERS).status == 204


def test_a_name_that_nobody_knows(names: dict[str, list[list[str]]], settings: Any) -> None:
    found = post("https://no-such-name.invalid/", BODY, HEADERS)
    assert found.outcome == Outcome.NO_NAME
