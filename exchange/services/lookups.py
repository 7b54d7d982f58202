"""What a name stands for now, asked for no longer than it may take.

The resolver of the system cannot be told when to stop: it is asked in a thread of its own, which is
left alone when it hangs. No more than MOST hang at once, so that they cannot pile up.
"""

import ipaddress
import socket
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Final

from exchange.models import Outcome
from exchange.rules.addresses import IP

SECONDS: Final = 5.0
MOST: Final = 16
_rooms = BoundedSemaphore(MOST)
Found = SimpleQueue[list[IP] | None]


class NotSent(Exception):
    """No answer came; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def look_up(host: str, port: int, *, until: float) -> list[IP]:
    """In the order of the resolver, each once. `until`: of time.monotonic(). Raises NotSent NO_NAME
    or TIMED_OUT."""
    end = min(until, monotonic() + SECONDS)
    rooms = _rooms
    if not rooms.acquire(timeout=max(0.0, end - monotonic())):
        raise NotSent(Outcome.TIMED_OUT)
    answers: Found = SimpleQueue()
    Thread(target=_ask, args=(host, port, answers, rooms), daemon=True, name="look-up").start()
    try:
        found = answers.get(timeout=max(0.0, end - monotonic()))
    except Empty:
        raise NotSent(Outcome.TIMED_OUT) from None
    if found is None:
        raise NotSent(Outcome.NO_NAME)
    return found


def _ask(host: str, port: int, answers: Found, rooms: BoundedSemaphore) -> None:
    try:
        answers.put(_asked(host, port))
    finally:
        rooms.release()


def _asked(host: str, port: int) -> list[IP] | None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # The zone of an address (fe80::1%eth0) says which network card.
        ips = [ipaddress.ip_address(str(where[0]).partition("%")[0]) for *_rest, where in found]
    except (OSError, ValueError):  # of the latter: a name that is no text of names
        return None
    return list(dict.fromkeys(ips))
