"""What an obligation gives people to be reminded of: its report, reviews and requests that wait."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Model

from measures.models import (
    DeadlineKind,
    Extension,
    ExtensionState,
    MeasureState,
    Obligation,
    ObligationVersion,
    ProgressEntry,
    Reminder,
    Subject,
)
from measures.queries.reminders.seats import Surroundings
from measures.queries.reminders.subjects import decision_due, review_due
from measures.querysets import NOT_HANDED_IN
from measures.rules.reminder_reasons import Because, Matter, Reason, Span
from measures.rules.reminders import Calendar


@dataclass(frozen=True)
class About:
    """One thing to be reminded of by its present day; `due_on` None: it has none."""

    subject: Subject
    due_on: date | None
    ladder: int
    facts: Matter
    entry: ProgressEntry | None = None
    extension: Extension | None = None

    @property
    def is_owed_at_all(self) -> bool:
        """Not what has no day, or no end: no step leads to it."""
        return self.due_on is not None and all(why.day for why in self.facts.over)

    def holds(self, row: Reminder) -> bool:
        """The row of the ledger is of this thing and of its present ladder."""
        if row.subject != self.subject:
            return False
        if self.entry or self.extension:
            return (row.entry_id, row.extension_id) == (pk_of(self.entry), pk_of(self.extension))
        return (row.due_on, row.ladder) == (self.due_on, self.ladder)


def abouts(around: Surroundings, calendar: Calendar, today: date) -> Iterator[About]:
    """The report first; what nobody hears of only while nobody does."""
    owed = around.owed
    asked = tuple(_asked(around.extensions))
    report = Matter(_began_on(around.versions), tuple(_over(owed)), asked)
    yield About(Subject.REPORT, owed.due_on, owed.ladder, report)
    if not report.over and not around.is_answered_for(today):
        yield About(Subject.NOBODY, owed.due_on, owed.ladder, report)
    yield from _reviews(around, calendar, asked)
    yield from _requests(around, calendar, asked)


def _reviews(around: Surroundings, calendar: Calendar, asked: tuple[Span, ...]) -> Iterator[About]:
    owed, plan = around.owed, around.owed.measure.plan
    for entry in around.entries:
        if day := entry.submitted_on:
            facts = Matter(day, tuple(_plan_over(owed)), asked)
            due_on = review_due(plan, day, calendar)
            yield About(Subject.REVIEW, due_on, owed.ladder, facts, entry=entry)


def _requests(around: Surroundings, calendar: Calendar, asked: tuple[Span, ...]) -> Iterator[About]:
    owed, plan = around.owed, around.owed.measure.plan
    for one in around.extensions:
        if one.state == ExtensionState.REQUESTED:
            facts = Matter(one.requested_on, tuple(_plan_over(owed)), asked)
            due_on = decision_due(plan, one.requested_on, calendar)
            yield About(Subject.EXTENSION, due_on, owed.ladder, facts, extension=one)


def _asked(extensions: Sequence[Extension]) -> Iterator[Span]:
    for one in extensions:
        waits = one.state == ExtensionState.REQUESTED
        yield Span(one.requested_on, None if waits else one.decided_on)


def _plan_over(owed: Obligation) -> Iterator[Because]:
    if ended := owed.measure.plan.repealed_on:
        yield Because(Reason.PLAN_ENDED, ended)


def _over(owed: Obligation) -> Iterator[Because]:
    """The twin of subjects.remindable."""
    yield from _plan_over(owed)
    if owed.kind == DeadlineKind.CONTINUOUS:
        yield Because(Reason.CONTINUOUS)
    elif owed.due_on is None:
        yield Because(Reason.NO_DATE)
    if owed.done_on:
        yield Because(Reason.HANDED_IN, owed.done_on)
    elif owed.measure.state != MeasureState.ON_CONTROL:
        yield Because(Reason.OFF_CONTROL, owed.measure.state_on)
    elif owed.state not in NOT_HANDED_IN:
        yield Because(Reason.NO_LONGER_OWED, owed.changed_on)


def _began_on(versions: Sequence[ObligationVersion]) -> date:
    """When it was last given another date, returned, or owed again."""
    began = versions[0].since if versions else date.min
    for before, after in pairwise(versions):
        reopened = before.state not in NOT_HANDED_IN and after.state in NOT_HANDED_IN
        returned = before.state != "returned" and after.state == "returned"
        if before.due_on != after.due_on or reopened or returned:
            began = after.since
    return began


def pk_of(row: Model | None) -> int | None:
    return row.pk if row else None
