"""Why a person did or did not get the reminder of a step; reasons are codes, in words elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agencies.rules.working_days import add_working_days, days_away
from measures.rules.reminders import WEEK, Calendar, Step, first_day


class Reason(StrEnum):
    """Each is told with a day where one is known: since, until, on or by then."""

    NO_STEP = "no_step"  # the plan has no step to such people
    ADDED_LATER = "added_later"  # the step was added to the plan after its day
    RETIRED = "retired"  # the step was taken out of the plan
    PLAN_ENDED = "plan_ended"
    OFF_CONTROL = "off_control"
    CONTINUOUS = "continuous"  # never overdue by itself
    NO_DATE = "no_date"
    HANDED_IN = "handed_in"
    NO_LONGER_OWED = "no_longer_owed"
    PART_HANDED_IN = "part_handed_in"  # a co-executor hears of the lead's report until then
    BEFORE_LADDER = "before_ladder"  # the date was set, or the report returned, after that day
    BLOCKED = "blocked"
    NOT_YET = "not_yet"  # the person's role began later
    LEFT = "left"  # the person's role had ended
    DECLINED = "declined"
    ACKNOWLEDGED = "acknowledged"
    TIME_ASKED = "time_asked"
    ALREADY = "already"  # told on that day all the same, by another role
    OVERTAKEN = "overtaken"  # a missed day is made up by the latest alone
    AHEAD = "ahead"
    NEXT_RUN = "next_run"


@dataclass(frozen=True)
class Because:
    reason: Reason
    day: date | None = None


@dataclass(frozen=True)
class Span:
    """Both ends belong to it; None: no end."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True)
class Matter:
    """What is reminded of. `over`: why nothing is owed, and since when.

    `began_on`: when it came to be owed by its present date. `asked`: when requests for more time
    waited.
    """

    began_on: date
    over: tuple[Because, ...] = ()
    asked: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A person in an audience. `held`: the times in it. `told`: days in the ledger of this ladder,
    whatever role led to them."""

    held: tuple[Span, ...] = ()
    told: frozenset[date] = frozenset()
    blocked: bool = False
    declined: Because | None = None
    acknowledged: Because | None = None
    over: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """A day of a step. `following` is the next day of its ladder that has come, None for the last
    that has; the conditions are those of the step."""

    day: date
    following: date | None = None
    added_on: date | None = None
    may_decline: bool = False
    unless_acknowledged: bool = False
    unless_time_asked: bool = False


def days_of(step: Step, due_on: date, calendar: Calendar) -> Iterator[date]:
    """Every day of a step, for ever where nothing ends it."""
    day, left = first_day(step, due_on, calendar), step.repeat_at_most
    every = WEEK if step.weekday is not None else step.repeat_every
    yield day
    while every and (left is None or left > 0) and day < date.max:
        left = None if left is None else left - 1
        day = _next(step, day, every, calendar)
        yield day


def _next(step: Step, day: date, every: int, calendar: Calendar) -> date:
    if step.weekday is None and step.days == "working":
        return add_working_days(day, every, calendar)
    return days_away(day, every)


def because(one: Occasion, matter: Matter, reader: Reader, today: date) -> tuple[Because, ...]:
    """Why the ledger has no reminder of this day; never empty.

    A single NEXT_RUN: nothing stands against it, and the next run adds it.
    """
    if told := min((day for day in reader.told if day >= one.day), default=None):
        if told == one.day:
            return (Because(Reason.ALREADY, told),)
        return (*_then(one, matter, reader), Because(Reason.OVERTAKEN, told))
    if one.day > today:
        return _now(one, matter, reader, one.day) or (Because(Reason.AHEAD, one.day),)
    if one.following and not _over_by(one.following, matter):
        return (*_then(one, matter, reader), Because(Reason.OVERTAKEN, one.following))
    now = _now(one, matter, reader, today)
    if not now:
        return (Because(Reason.NEXT_RUN),)
    return tuple(dict.fromkeys((*_then(one, matter, reader), *now)))


def _over_by(day: date, matter: Matter) -> bool:
    return any(one.day is None or one.day <= day for one in matter.over)


def _then(one: Occasion, matter: Matter, reader: Reader) -> tuple[Because, ...]:
    """What stood against it on its own day."""
    over = tuple(why for why in matter.over if why.day and why.day <= one.day)
    if over:
        return over
    later = one.added_on is not None and one.added_on > one.day
    told = (
        Because(Reason.ADDED_LATER, one.added_on) if later else None,
        Because(Reason.BEFORE_LADDER, matter.began_on) if matter.began_on > one.day else None,
        _role(reader.held, one.day),
        _time_asked(one, matter, one.day),
    )
    return tuple(why for why in told if why)


def _now(one: Occasion, matter: Matter, reader: Reader, day: date) -> tuple[Because, ...]:
    """What stands against it, in the way of a run today, or of the run of a day ahead."""
    told = (
        *matter.over,
        *reader.over,
        Because(Reason.BLOCKED) if reader.blocked else None,
        _role(reader.held, day),
        reader.declined if one.may_decline else None,
        reader.acknowledged if one.unless_acknowledged else None,
        _waiting(one, matter),
    )
    return tuple(why for why in told if why)


def _role(held: tuple[Span, ...], day: date) -> Because | None:
    if any(span.holds(day) for span in held):
        return None
    begins = [span.since for span in held if span.since and span.since > day]
    if begins:
        return Because(Reason.NOT_YET, min(begins))
    return Because(Reason.LEFT, max((span.until for span in held if span.until), default=None))


def _time_asked(one: Occasion, matter: Matter, day: date) -> Because | None:
    waited = [span for span in matter.asked if span.holds(day)]
    if one.unless_time_asked and waited:
        return Because(Reason.TIME_ASKED, waited[0].since)
    return None


def _waiting(one: Occasion, matter: Matter) -> Because | None:
    waits = [span for span in matter.asked if span.until is None]
    if one.unless_time_asked and waits:
        return Because(Reason.TIME_ASKED, waits[0].since)
    return None
