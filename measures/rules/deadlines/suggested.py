"""A suggestion of dates, and the reading that it comes from: see suggesting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from .model import PlanDates, Spec
from .reading import read
from .writing import write

MOST: Final = 6

REASONS: Final[dict[str, str]] = {
    "after_period": "The day is read as one of the month after the reporting period.",
    "all_parts": "The dates of all parts of the phrase together.",
    "approval_date": "Enter the plan's approval date: the term runs from it.",
    "as_read": "The phrase is read so now.",
    "every_month": "The day is read as one of every month.",
    "every_year": "The date is read as one of every year of the plan.",
    "in_year": "The date is read as one of this year.",
    "last_day": "The month has no such day: read as its last one.",
    "part": "One part of the phrase is read, the others are left out.",
    "plan_end": "Only a beginning is named: read as lasting until the plan ends.",
    "working_days": "Working days are counted from the plan's approval.",
}


@dataclass(frozen=True)
class Suggestion:
    """`reason`: a key of REASONS. `dates` are empty where something else must be done first.
    `spec`: the meaning to be written out; `part`: the words of the phrase it was read from."""

    reason: str
    dates: tuple[date, ...] = ()
    spec: Spec | None = None
    part: str = ""


@dataclass(frozen=True)
class Asked:
    phrase: str
    language: str
    plan: PlanDates
    calendar: Mapping[date, str] | None


def again(asked: Asked, phrase: str, reason: str, part: str = "") -> Iterator[Suggestion]:
    """A phrase read anew, unless it contradicts itself now."""
    reading = read(phrase, asked.plan)
    if reading.due and "inconsistent_period" not in reading.warnings:
        yield Suggestion(reason, reading.due, reading.spec, part)


def of_spec(asked: Asked, spec: Spec, reason: str) -> Iterator[Suggestion]:
    yield from again(asked, write(spec, "ru"), reason)
