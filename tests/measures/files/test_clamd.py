"""The words that are exchanged with a scanner, over a real connection."""

import re
from time import monotonic

import pytest

from measures.services.files.clamd import (
    Clean,
    Infected,
    ScannerAway,
    Unscannable,
    host_and_port,
    scan,
)
from tests.clamd_server import BREAK_OFF, EICAR, FOUND, HANG, ScannerServer, nobody, scanner


@pytest.fixture
def server():
    with scanner() as running:
        yield running


def ask(server: ScannerServer, content: bytes = b"%PDF-", seconds: float = 5):
    chunks = [content[at : at + 65536] for at in range(0, len(content), 65536)]
    return scan(chunks, address=server.address, seconds=seconds)


def test_bytes_arrive_as_they_are_and_are_clean(server: ScannerServer):
    content = bytes(range(256)) * 1000
    assert (ask(server, content), server.taken) == (Clean(), [content])


def test_a_virus_is_named(server: ScannerServer):
    assert ask(server, b"%PDF-" + EICAR) == Infected(FOUND)


def test_a_file_that_is_too_large_for_it_cannot_be_checked(server: ScannerServer):
    server.most = 100_000
    assert ask(server, bytes(8_000_000)) == Unscannable("INSTREAM size limit exceeded.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("stream: OK", Clean()),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", Infected("Win.Test.EICAR_HDB-1")),
        ("stream: Heuristics.Encrypted.Zip FOUND", Infected("Heuristics.Encrypted.Zip")),
        ("stream: Can't allocate memory ERROR", None),
        ("stream: Time limit reached ERROR", None),
        ("stream: Broken archive ERROR", Unscannable("Broken archive")),
        ("COMMAND READ TIMED OUT", None),
        ("UNKNOWN COMMAND", None),
        ("x OK", None),
        ("OKAY", None),
    ],
)
def test_only_words_that_are_known_are_an_answer(server: ScannerServer, answer, said):
    server.orders = [answer]
    if said is None:
        with pytest.raises(ScannerAway):
            ask(server)
    else:
        assert ask(server) == said


def test_a_scanner_that_breaks_off_has_said_nothing(server: ScannerServer):
    server.orders = [BREAK_OFF]
    with pytest.raises(ScannerAway):
        ask(server)


def test_a_scanner_that_hangs_is_left_in_time(server: ScannerServer):
    server.orders = [HANG]
    begun = monotonic()
    with pytest.raises(ScannerAway, match="TimeoutError"):
        ask(server, seconds=0.3)
    assert monotonic() - begun < 3


def test_nobody_there_is_no_answer():
    with pytest.raises(ScannerAway, match="ConnectionRefusedError"):
        scan([b"x"], address=nobody(), seconds=1)
    with pytest.raises(ScannerAway, match="FileNotFoundError"):
        scan([b"x"], address="/nowhere/clamd.ctl", seconds=1)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("scanner.example:3310", ("scanner.example", 3310)),
        ("scanner.example", ("scanner.example", 3310)),
        ("[fd00::1]:3311", ("fd00::1", 3311)),
        ("127.0.0.1:99", ("127.0.0.1", 99)),
    ],
)
def test_addresses_of_scanners(address: str, told: tuple[str, int]):
    assert host_and_port(address) == told


@pytest.mark.parametrize("address", ["", "a b:1", "http://x:1", "x:port"])
def test_what_is_no_address_is_refused(address: str):
    with pytest.raises(ValueError, match=f"^{re.escape(address)}$"):
        host_and_port(address)
