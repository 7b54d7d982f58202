"""On which days is somebody reminded, and how long does a failed mail wait. Calendar days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from agencies.rules.working_days import days_away


class Step(Protocol):
    """`offset` days after the due date (negative: before), then every `repeat_every` days."""

    @property
    def offset(self) -> int: ...
    @property
    def repeat_every(self) -> int | None: ...


S = TypeVar("S", bound=Step)


@dataclass(frozen=True)
class DefaultStep:
    """A step with its audience: a value of measures.models.Audience."""

    audience: str
    offset: int
    repeat_every: int | None = None


DEFAULT_STEPS = (
    *(DefaultStep("officer", offset) for offset in (-30, -14, -7, -3, -1, 0, 1, 3)),
    DefaultStep("officer", 7, repeat_every=7),
    DefaultStep("head", 7, repeat_every=7),
    DefaultStep("coordinator", 14, repeat_every=7),
)


def step_day(step: Step, due_on: date, today: date) -> date | None:
    """The step's latest day that has come by `today`; None when it is still ahead."""
    since = (today - due_on).days - step.offset
    if since < 0:
        return None
    repeats = since // step.repeat_every * step.repeat_every if step.repeat_every else 0
    return days_away(due_on, step.offset + repeats)


def latest(due_on: date, today: date, steps: Iterable[S]) -> tuple[date, S] | None:
    """The latest day that has come, and its step; of two steps on one day the later offset."""
    come = [(day, step) for step in steps if (day := step_day(step, due_on, today))]
    return max(come, key=lambda found: (found[0], found[1].offset), default=None)


def latest_step(due_on: date, today: date, steps: Iterable[Step]) -> date | None:
    """The day to remind for: a day that was missed is made up, but only the latest one.

    >>> latest_step(date(2009, 7, 10), date(2009, 7, 4), DEFAULT_STEPS)
    datetime.date(2009, 7, 3)
    """
    found = latest(due_on, today, steps)
    return found[0] if found else None


# After the first failure a minute, in the end half a day: a night without mail is outlived.
WAITS_IN_MINUTES = (1, 5, 15, 60, 180, 360, 720)
MAX_ATTEMPTS = len(WAITS_IN_MINUTES) + 1


def wait_after(attempts: int, jitter: float) -> timedelta | None:
    """How long a mail waits after its failed attempt number `attempts` (from 1); None: give up.

    `jitter` from 0 to 1 spreads the wait by ±20 %, lest all mails come back at one moment.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    return timedelta(minutes=WAITS_IN_MINUTES[attempts - 1] * (0.8 + 0.4 * jitter))
