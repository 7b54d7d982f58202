"""What a sound policy of reminders is: what is wrong in its steps, and in which of them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from measures.rules.reminders import AUDIENCES, DEFAULT_STEPS, WEEK

FARTHEST: Mapping[str, int] = {"calendar": 365, "working": 120}
MOST_DAYS_BETWEEN = 90
MOST_TIMES = 100
MOST_STEPS = 100
MOST_TERM = 60
# What each condition can be heeded for; a round's reminders are not acknowledged one by one.
HEEDED: Mapping[str, tuple[str, ...]] = {
    "unless_acknowledged": ("report", "review", "extension", "nobody"),
    "unless_time_asked": ("report",),
    "may_decline": tuple(AUDIENCES),
}


@dataclass(frozen=True, kw_only=True)
class PolicyStep:
    """All that a plan says of a step; the names and words are those of models.ReminderRule."""

    audience: str
    offset: int
    subject: str = "report"
    channel: str = "mail"
    days: str = "calendar"
    repeat_every: int | None = None
    weekday: int | None = None
    repeat_at_most: int | None = None
    unless_acknowledged: bool = False
    unless_time_asked: bool = False
    may_decline: bool = False

    @property
    def ladder(self) -> tuple[str, str, str]:
        return self.subject, self.audience, self.channel

    @property
    def key(self) -> tuple[object, ...]:
        """Of two steps with the same one the second would say nothing new."""
        return *self.ladder, self.offset, self.days

    @property
    def repeats(self) -> bool:
        return self.repeat_every is not None or self.weekday is not None


STEP_FIELDS = tuple(field.name for field in fields(PolicyStep))
USUAL_STEPS = tuple(PolicyStep(**vars(step)) for step in DEFAULT_STEPS)


@dataclass(frozen=True)
class Terms:
    """Within how many working days reports are reviewed and requests for time decided."""

    review_days: int
    decision_days: int

    @property
    def sound(self) -> bool:
        return all(1 <= days <= MOST_TERM for days in (self.review_days, self.decision_days))


@dataclass(frozen=True)
class Finding:
    """What is wrong with a step, counted from 1. `field` is the part of it to be changed, `other`
    the step that it does not go together with, `most` the greatest number that may stand there."""

    code: str
    step: int
    field: str
    other: int | None = None
    most: int | None = None


def findings(steps: Sequence[PolicyStep]) -> list[Finding]:
    """In the order of the steps; none: the policy is sound."""
    found = [one for number, step in enumerate(steps, 1) for one in _of_one(number, step)]
    found += _too_many(steps)
    found += _twice(steps)
    found += _never_ended(steps)
    return sorted(found, key=lambda one: one.step)


def _of_one(number: int, step: PolicyStep) -> Iterator[Finding]:
    if step.audience not in AUDIENCES.get(step.subject, ()):
        yield Finding("audience_unfit", number, "audience")
    if abs(step.offset) > FARTHEST[step.days]:
        yield Finding("too_far", number, "offset", most=FARTHEST[step.days])
    repeated = list(_of_repetition(number, step))
    yield from repeated
    for condition, subjects in HEEDED.items():
        if getattr(step, condition) and step.subject not in subjects:
            yield Finding(f"{condition}_unheeded", number, condition)
    of_report = step.may_decline and step.subject == "report"
    if of_report and not repeated and not _ends_before(step, 0):
        yield Finding("late_declined", number, "may_decline")


def _of_repetition(number: int, step: PolicyStep) -> Iterator[Finding]:
    every, times = step.repeat_every, step.repeat_at_most
    if every is not None and not 1 <= every <= MOST_DAYS_BETWEEN:
        yield Finding("every_out_of_bounds", number, "repeat_every", most=MOST_DAYS_BETWEEN)
    if every is not None and step.weekday is not None:
        yield Finding("every_and_weekday", number, "repeat_every")
    elif every is not None and step.offset < 0:
        yield Finding("repeated_before", number, "repeat_every")
    if times is not None and not 0 <= times <= MOST_TIMES:
        yield Finding("times_out_of_bounds", number, "repeat_at_most", most=MOST_TIMES)
    elif times is not None and not step.repeats:
        yield Finding("nothing_repeated", number, "repeat_at_most")


def _too_many(steps: Sequence[PolicyStep]) -> Iterator[Finding]:
    if len(steps) > MOST_STEPS:
        yield Finding("too_many", MOST_STEPS + 1, "offset", most=MOST_STEPS)


def _twice(steps: Sequence[PolicyStep]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], int] = {}
    for number, step in enumerate(steps, 1):
        if first.setdefault(step.key, number) != number:
            yield Finding("same_step", number, "offset", other=first[step.key])


def _never_ended(steps: Sequence[PolicyStep]) -> Iterator[Finding]:
    """A repeated step beside a later one of its ladder would remind twice as often."""
    numbered = list(enumerate(steps, 1))
    for number, step in numbered:
        if not step.repeats or any(_of_repetition(number, step)):
            continue
        later = [
            (_starts(other), other_number)
            for other_number, other in numbered
            if other.ladder == step.ladder and _starts(other) > _starts(step)
        ]
        if later and not _ends_before(step, min(later)[0]):
            yield Finding("never_ended", number, "repeat_at_most", other=min(later)[1])


# Days and working days are compared in fifths of a day: five working days are seven days. A
# holiday more or less does not matter here.
_DAY = 5
_FIFTHS = {"calendar": _DAY, "working": 7}


def _starts(step: PolicyStep) -> int:
    return step.offset * _FIFTHS[step.days]


def _ends_before(step: PolicyStep, moment: int) -> bool:
    """Whether its last day surely lies before the moment, in fifths of a day."""
    if not step.repeats:
        return _starts(step) < moment
    if step.repeat_at_most is None:
        return False
    if step.weekday is not None:
        return _starts(step) + _DAY * (WEEK - 1 + WEEK * step.repeat_at_most) < moment
    every = (step.repeat_every or 0) * _FIFTHS[step.days]
    return _starts(step) + every * step.repeat_at_most < moment


def usual_steps_lacking(steps: Sequence[PolicyStep]) -> list[PolicyStep]:
    """The usual steps that can be added: neither there already nor at odds with one that is."""
    there = {step.key for step in steps}
    return [usual for usual in USUAL_STEPS if usual.key not in there and _fits(usual, steps)]


def _fits(usual: PolicyStep, steps: Sequence[PolicyStep]) -> bool:
    ladder = [step for step in steps if step.ladder == usual.ladder]
    return len(findings([*ladder, usual])) == len(findings(ladder))


def fingerprint(steps: Sequence[PolicyStep], terms: Terms) -> str:
    """The same for policies that say the same, in whatever order."""
    said = [repr(astuple(terms)), *sorted(repr(astuple(step)) for step in steps)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
