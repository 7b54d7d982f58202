"""A worker's run: write the messages of what happened, send what waits."""

from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from exchange.services.sending import revive_abandoned, send_next
from exchange.services.spreading import spread_changes

# A run ends well before the task's time limit; the next one goes on.
RUN_SECONDS: Final = 240


def deliver(*, today: date, now: datetime) -> int:
    """How many messages were tried. Safe at any time and by many at once. What happens meanwhile
    is sent by the next run, a few seconds later."""
    began = monotonic()
    spread_changes(today=today, now=now)
    revive_abandoned(now)
    tried = 0
    while (passed := monotonic() - began) < RUN_SECONDS:
        if not send_next(today=today, now=now + timedelta(seconds=passed)):
            break
        tried += 1
    return tried
