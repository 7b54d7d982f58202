"""On which days is somebody reminded, and how long does a failed mail wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from agencies.rules.working_days import add_working_days, days_away

Calendar = Mapping[date, str]
WEEK = 7


class Step(Protocol):
    """`offset` days after the subject's day (negative: before); then again every `repeat_every`
    days, or on each `weekday` from there on, `repeat_at_most` times more (None: without end).

    `days` is "calendar" or "working" and tells what offset and repetition are counted in.
    """

    @property
    def offset(self) -> int: ...
    @property
    def days(self) -> str: ...
    @property
    def repeat_every(self) -> int | None: ...
    @property
    def weekday(self) -> int | None: ...
    @property
    def repeat_at_most(self) -> int | None: ...


S = TypeVar("S", bound=Step)


@dataclass(frozen=True)
class DefaultStep:
    """A step with its audience and subject: values of measures.models.Audience and Subject."""

    audience: str
    offset: int
    repeat_every: int | None = None
    subject: str = "report"
    days: str = "calendar"
    weekday: int | None = None
    repeat_at_most: int | None = None
    may_decline: bool = False


REPORTS = (
    *(DefaultStep("officer", offset, may_decline=True) for offset in (-30, -14)),
    *(DefaultStep("officer", offset) for offset in (-7, -3, -1, 0, 1, 3)),
    DefaultStep("officer", 7, repeat_every=7),
    DefaultStep("head", 7, repeat_every=7),
    DefaultStep("coordinator", 14, repeat_every=7),
    DefaultStep("controller", 30, weekday=0),
)
REVIEWS = (
    DefaultStep("coordinator", 0, subject="review", days="working"),
    DefaultStep("coordinator", 1, 5, subject="review", days="working"),
)
EXTENSIONS = tuple(
    DefaultStep(audience, offset, again, subject="extension", days="working")
    for audience in ("coordinator", "lead")
    for offset, again in ((-3, None), (0, None), (1, 2))
)
ROUNDS = (
    DefaultStep("officer", 0, subject="round_opens", may_decline=True),
    DefaultStep("coordinator", 0, subject="round_opens"),
    *(DefaultStep("officer", offset, subject="round_closes") for offset in (-1, 1)),
    DefaultStep("coordinator", 1, subject="round_closes"),
    *(DefaultStep("coordinator", offset, subject="consolidated") for offset in (-5, -1, 0)),
    DefaultStep("coordinator", 1, 2, subject="consolidated", repeat_at_most=15),
)
NOBODY = (DefaultStep("coordinator", -30, subject="nobody", weekday=0),)
# An act asks for none of these: they are habits of executive discipline, and a plan's own data.
DEFAULT_STEPS = (*REPORTS, *REVIEWS, *EXTENSIONS, *ROUNDS, *NOBODY)

# To whom a step about each subject can be addressed.
AUDIENCES = {
    "report": (
        *("officer", "deputy", "head", "co_executor", "lead"),
        *("coordinator", "controller"),
    ),
    "review": ("coordinator", "controller"),
    "extension": ("coordinator", "lead", "controller"),
    "round_opens": ("officer", "deputy", "head", "coordinator", "controller"),
    "round_closes": ("officer", "deputy", "head", "coordinator", "controller"),
    "consolidated": ("coordinator", "controller"),
    "nobody": ("coordinator", "controller"),
}


def step_day(step: Step, due_on: date, today: date, calendar: Calendar) -> date | None:
    """The step's latest day that has come by `today`; None when it is still ahead."""
    first = first_day(step, due_on, calendar)
    if first > today:
        return None
    if step.weekday is not None:
        return _repeated(first, today, WEEK, step.repeat_at_most)
    if step.repeat_every is None:
        return first
    if step.days == "calendar":
        return _repeated(first, today, step.repeat_every, step.repeat_at_most)
    return _repeated_working(first, today, step, calendar)


def first_day(step: Step, due_on: date, calendar: Calendar) -> date:
    if step.days == "working":
        day = add_working_days(due_on, step.offset, calendar)
    else:
        day = days_away(due_on, step.offset)
    if step.weekday is None:
        return day
    return days_away(day, (step.weekday - day.weekday()) % WEEK)


def _repeated(first: date, today: date, every: int, most: int | None) -> date:
    times = (today - first).days // every
    return days_away(first, every * (times if most is None else min(times, most)))


def _repeated_working(first: date, today: date, step: Step, calendar: Calendar) -> date:
    day, left = first, step.repeat_at_most
    while left is None or left > 0:
        following = add_working_days(day, step.repeat_every or 1, calendar)
        if following > today:
            break
        day, left = following, None if left is None else left - 1
    return day


def latest(
    due_on: date, today: date, steps: Iterable[S], calendar: Calendar
) -> tuple[date, S] | None:
    """The latest day that has come, and its step; of two steps on one day the later offset."""
    days = ((step_day(step, due_on, today, calendar), step) for step in steps)
    come = [(day, step) for day, step in days if day]
    return max(come, key=lambda found: (found[0], found[1].offset), default=None)


def latest_step(
    due_on: date, today: date, steps: Iterable[Step], calendar: Calendar
) -> date | None:
    """The day to remind for: a day that was missed is made up, but only the latest one.

    >>> latest_step(date(2009, 7, 10), date(2009, 7, 4), REPORTS, {})
    datetime.date(2009, 7, 3)
    """
    found = latest(due_on, today, steps, calendar)
    return found[0] if found else None


# After the first failure a minute, in the end half a day: a night without mail is outlived.
WAITS_IN_MINUTES = (1, 5, 15, 60, 180, 360, 720)
MAX_ATTEMPTS = len(WAITS_IN_MINUTES) + 1


def wait_after(attempts: int, jitter: float, scale: float = 1) -> timedelta | None:
    """How long a mail waits after its failed attempt number `attempts` (from 1); None: give up.

    `jitter` from 0 to 1 spreads the wait by ±20 %, lest all mails come back at one moment; `scale`
    makes every wait longer or shorter.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    return timedelta(minutes=WAITS_IN_MINUTES[attempts - 1] * (0.8 + 0.4 * jitter) * scale)
