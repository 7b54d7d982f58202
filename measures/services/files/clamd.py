"""A virus scanner that speaks the protocol of ClamAV's daemon (INSTREAM), asked over the network.

Why not a library: docs/decisions/0035-files.md.
"""

import re
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Final

CHUNK: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096
PORT: Final = 3310
_ANSWER: Final = re.compile(r"^(?:stream: )?(?:(?P<what>.*) )?(?P<word>OK|FOUND|ERROR)$")


class ScannerAway(Exception):
    """It cannot be reached, does not answer in time, or not in words that are known: nothing is
    known of the file."""


@dataclass(frozen=True)
class Clean:
    pass


@dataclass(frozen=True)
class Infected:
    found: str


@dataclass(frozen=True)
class Unscannable:
    """The scanner answered that it cannot look into this file, and would answer so again."""

    why: str


Answer = Clean | Infected | Unscannable


def scan(chunks: Iterable[bytes], *, address: str, seconds: float) -> Answer:
    """What the scanner at `address` ("host:port", or the path of a socket) says of the bytes,
    within so many seconds all told. Raises ScannerAway."""
    ends = monotonic() + seconds
    try:
        with _connected(address, seconds) as line:
            told = _send(line, chunks, ends)
            return _understood(told or _answer(line, ends))
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error


def _connected(address: str, seconds: float) -> socket.socket:
    if address.startswith("/"):
        return _connected_on_this_machine(address, seconds)
    host, port = host_and_port(address)
    return socket.create_connection((host, port), timeout=seconds)


def _connected_on_this_machine(path: str, seconds: float) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def host_and_port(address: str) -> tuple[str, int]:
    """«scanner.example:3310», «[fd00::1]:3310», «scanner.example». Raises ValueError."""
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([^:\[\]/\s]+))(?::(\d{1,5}))?", address)
    if found is None:
        raise ValueError(address)
    return found[1] or found[2], int(found[3] or PORT)


def _send(line: socket.socket, chunks: Iterable[bytes], ends: float) -> str:
    """ "" when all was sent; a scanner that has had enough answers and hangs up before."""
    try:
        _in_time(line, ends).sendall(b"zINSTREAM\0")
        for chunk in chunks:
            _in_time(line, ends).sendall(struct.pack(">I", len(chunk)) + chunk)
        _in_time(line, ends).sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return _answer(line, ends)
    return ""


def _answer(line: socket.socket, ends: float) -> str:
    told = b""
    while b"\0" not in told and len(told) < LONGEST_ANSWER:
        chunk = _in_time(line, ends).recv(LONGEST_ANSWER)
        if not chunk:
            break
        told += chunk
    return told.split(b"\0")[0].decode("utf-8", errors="replace").strip()


def _in_time(line: socket.socket, ends: float) -> socket.socket:
    left = ends - monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
    return line


def _understood(told: str) -> Answer:
    found = _ANSWER.match(told)
    if found is None:
        raise ScannerAway("no answer" if not told else "an unknown answer")
    what = (found["what"] or "").strip()
    match found["word"]:
        case "OK" if not what:
            return Clean()
        case "FOUND":
            return Infected(what or "?")
        case "ERROR":
            return _cannot(what)
    raise ScannerAway("an unknown answer")


# Of these the scanner gets over; of everything else that it calls an error it does not.
_PASSES: Final = re.compile(r"(?i)time|memory|queue|temp|busy|space|database|engine")


def _cannot(what: str) -> Unscannable:
    if _PASSES.search(what):
        raise ScannerAway(what)
    return Unscannable(what)
