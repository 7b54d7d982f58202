"""The days of a ladder as they came out for one person: in the ledger, or why they are not."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from django.utils.timezone import localdate

from measures.models import Reminder, ReminderRule
from measures.queries.reminders.matters import About
from measures.rules.reminder_reasons import Because, Occasion, Reader, Reason, because, days_of
from measures.rules.reminders import Calendar


@dataclass(frozen=True)
class Line:
    """A day of a step, or several in a row that came out alike. Without a day: the whole ladder.

    `over`: why a reminder that waits will be left out.
    """

    audience: str
    rule: ReminderRule | None = None
    first: date | None = None
    last: date | None = None
    times: int = 1
    row: Reminder | None = None
    over: str = ""
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A ladder of the plan about one thing, and how one person stands to it. `retired`: it is a
    step that the plan has no more."""

    about: About
    audience: str
    channel: str
    rules: Sequence[ReminderRule]
    reader: Reader
    retired: Because | None = None


@dataclass(frozen=True)
class Ledger:
    """What the ledger has for a person; a run that will add something is heard of here too."""

    rows: Sequence[Reminder]
    over: dict[int, str]
    today: date
    calendar: Calendar
    days_known: bool

    def line(self, row: Reminder) -> Line:
        audience = row.rule.audience if row.rule else ""
        day = row.remind_on
        return Line(audience, row.rule, day, day, row=row, over=self.over.get(row.pk, ""))

    def days(self, channel: str) -> frozenset[date]:
        """On which the person was told of this, by whatever role; what was ordered is besides."""
        rows = (row for row in self.rows if row.channel == channel and not row.ordered_by_id)
        return frozenset(row.remind_on for row in rows)

    def lines(self, asked: Asked) -> Iterator[Line]:
        """Several days in a row for which there is nothing, for the same reasons, are one line."""
        for _alike, group in groupby(self._each(asked), key=_outcome):
            lines = list(group)
            yield replace(lines[-1], first=lines[0].first, times=len(lines))

    def _each(self, asked: Asked) -> Iterator[Line]:
        mine = {
            (row.rule_id, row.remind_on): row
            for row in self.rows
            if row.channel == asked.channel and row.rule_id
        }
        for day, following, rule in self._days(asked):
            if row := mine.get((rule.pk, day)):
                yield self.line(row)
            else:
                why = self._because(asked, day, following, rule)
                yield Line(asked.audience, rule, day, day, because=why)

    def _because(
        self, asked: Asked, day: date, following: date | None, rule: ReminderRule
    ) -> tuple[Because, ...]:
        if asked.retired:
            return (asked.retired,)
        occasion = Occasion(
            day,
            following,
            added_on=localdate(rule.added_at) if self.days_known else None,
            may_decline=rule.may_decline,
            unless_acknowledged=rule.unless_acknowledged,
            unless_time_asked=rule.unless_time_asked,
        )
        return because(occasion, asked.about.facts, asked.reader, self.today)

    def _days(self, asked: Asked) -> list[tuple[date, date | None, ReminderRule]]:
        """Each with the one after it that has come; of every step one that is still ahead, of all
        of them one after the day since which nothing is owed."""
        over = [why.day for why in asked.about.facts.over if why.day]
        until, found = min([self.today, *over]), dict[date, ReminderRule]()
        for rule in sorted(asked.rules, key=lambda rule: rule.offset):
            for day in days_of(rule, asked.about.due_on or date.max, self.calendar):
                found[day] = rule
                if day > until:
                    break
        days = sorted(found)
        if over:
            days = days[: bisect_right(days, until) + 1]
        after = dict(pairwise(days))
        return [(day, self._come(after.get(day)), found[day]) for day in days]

    def _come(self, day: date | None) -> date | None:
        return day if day and day <= self.today else None


def _outcome(line: Line) -> tuple[object, ...]:
    """Equal for days that may be told as one; a row of the ledger stands alone."""
    if line.row:
        return (line.row,)
    return (line.rule, *(why.reason for why in line.because))


def will_be_told(lines: Sequence[Line]) -> frozenset[date]:
    return frozenset(
        line.first for line in lines if line.first and line.because == (Because(Reason.NEXT_RUN),)
    )
