"""What a careful clerk would write down: who owes what, and who is to be reminded of it when.

Nothing here asks the project; the ladder is told anew, in days a person can count on a calendar.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

# Days after the due date on which a role is reminded; the last one is repeated every week.
LADDER = {
    "officer": (-30, -14, -7, -3, -1, 0, 1, 3, 7),
    "head": (7,),
    "coordinator": (14,),
}
WEEK = timedelta(days=7)


def days_of(role: str, due: date) -> Iterator[date]:
    """Every day on which the role is reminded of what is due then, without end."""
    for offset in LADDER[role]:
        day = due + timedelta(days=offset)
        yield day
    while True:
        day += WEEK
        yield day


def latest_day(role: str, due: date, today: date) -> date | None:
    """Of the days that have come the last; those before it are overtaken."""
    last = None
    for day in days_of(role, due):
        if day > today:
            return last
        last = day
    return last


class Key(NamedTuple):
    """A step of a ladder, to one person: what the ledger must hold exactly once."""

    obligation: int
    person: int
    due: date
    ladder: int
    step: date


@dataclass
class Line:
    """A report owed. A return, or another date, begins a ladder anew."""

    obligation: int
    agency: int
    due: date
    ladder: int = 0
    handed_in: bool = False
    off_control: bool = False

    @property
    def is_owed(self) -> bool:
        return not self.handed_in and not self.off_control


class Duty(NamedTuple):
    person: int
    agency: int
    role: str


@dataclass
class Book:
    """`possible`: what a run at some moment could rightly write down; `certain`: what one has.

    `over` tells of each key why it was not to be sent any more, once there was a reason.
    """

    coordinating: int
    lines: dict[int, Line] = field(default_factory=dict)
    duties: set[Duty] = field(default_factory=set)
    possible: set[Key] = field(default_factory=set)
    certain: set[Key] = field(default_factory=set)
    over: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))

    def owed_on(self, today: date) -> set[Key]:
        """The reminders of now: for each report and each who answers for it, the latest step."""
        return {
            Key(line.obligation, duty.person, line.due, line.ladder, step)
            for line in self.lines.values()
            if line.is_owed
            for duty in self._answering(line)
            if (step := latest_day(duty.role, line.due, today))
        }

    def readers_of(self, line: Line) -> set[int]:
        return {duty.person for duty in self._answering(line)}

    def _answering(self, line: Line) -> list[Duty]:
        return [duty for duty in self.duties if duty.agency == self._told(duty.role, line)]

    def _told(self, role: str, line: Line) -> int:
        return self.coordinating if role == "coordinator" else line.agency

    def written(self, today: date) -> None:
        """After each act and at each new day: a run may come at any moment from now on."""
        self.possible |= self.owed_on(today)
        answering = {line.obligation: self.readers_of(line) for line in self.lines.values()}
        for key in self.possible:
            self.over[key] |= self._against(key, answering[key.obligation])

    def planned(self, today: date) -> None:
        """A run has come since the last act: what is owed now must be in the ledger."""
        self.certain |= self.owed_on(today)

    def _against(self, key: Key, answering: set[int]) -> set[str]:
        line = self.lines[key.obligation]
        reasons = {
            "handed_in": line.handed_in,
            "off_control": line.off_control,
            "date_moved": (line.due, line.ladder) != (key.due, key.ladder),
            "not_theirs": key.person not in answering,
        }
        return {reason for reason, holds in reasons.items() if holds}

    def is_owed(self, obligation: int, person: int) -> bool:
        """A mail to this person may tell of this report at this moment."""
        line = self.lines[obligation]
        return line.is_owed and person in self.readers_of(line)
