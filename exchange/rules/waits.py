"""When a message that did not arrive is sent again, and when an address is left alone."""

from datetime import timedelta
from typing import Final

# In the end more than half a day apart: about two days together.
WAITS_IN_SECONDS: Final = (10, 60, 300, 1800, 7200, 18000, 36000, 50400, 61200)
MAX_ATTEMPTS: Final = len(WAITS_IN_SECONDS) + 1
LONGEST_REST: Final = 900  # seconds
ASKED_AT_MOST: Final = 86400  # seconds: what a receiver may ask for in Retry-After


def wait_after(
    attempts: int, jitter: float, *, asked: int | None = None, scale: float = 1
) -> timedelta | None:
    """How long a message waits after its failed attempt number `attempts` (from 1); None: give up.

    `jitter` from 0 to 1 spreads the wait by ±20 %, lest all come back at one moment. `asked`: what
    the receiver asked for, in seconds; it can only make the wait longer. `scale` is for tests.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    own = WAITS_IN_SECONDS[attempts - 1] * (0.8 + 0.4 * jitter) * scale
    return timedelta(seconds=max(own, min(asked or 0, ASKED_AT_MOST)))


def rest_after(failures: int, *, scale: float = 1) -> timedelta:
    """How long an address is left alone after `failures` in a row (from 1), whatever waits for it:
    one that hangs must not hold up the workers, nor the other addresses.

    >>> rest_after(1), rest_after(3), rest_after(99)
    (datetime.timedelta(seconds=5), datetime.timedelta(seconds=20), datetime.timedelta(seconds=900))
    """
    return timedelta(seconds=min(LONGEST_REST, 5 * 2 ** min(failures - 1, 10)) * scale)


def asked_in(header: str) -> int | None:
    """Seconds of a Retry-After; None for none, and for the other form, a date.

    >>> asked_in("120"), asked_in("Wed, 21 Oct 2015 07:28:00 GMT")
    (120, None)
    """
    return int(header) if header.isascii() and header.isdecimal() and len(header) < 10 else None
