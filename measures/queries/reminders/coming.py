"""What the run of a day would add to the ledger, found without writing or locking anything."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Self

from django.db import connection
from django.db.models import QuerySet

from agencies.models import Membership
from measures.models import Reminder, ReminderRule, Subject
from measures.queries.reminders.besides import owed_besides, wanted
from measures.queries.reminders.owed import Ladder, Timed, ladders, owed_select, timed_steps
from measures.queries.reminders.subjects import KINDS

ONE = timedelta(days=1)
Known = dict[tuple[object, ...], date]


class Row(NamedTuple):
    """A row of the ledger in owed.COLUMNS, written or not."""

    subject: str
    channel: str
    state: str
    plan: int
    obligation: int | None
    entry: int | None
    extension: int | None
    occurrence: str
    due_on: date
    ladder: int
    remind_on: date
    rule: int | None
    recipient: int
    ended: str

    @classmethod
    def of(cls, reminder: Reminder) -> Self:
        return cls(*(getattr(reminder, COLUMN_OF.get(name, name)) for name in cls._fields))

    @property
    def ladder_of_person(self) -> tuple[object, ...]:
        """Of these the ledger takes a later day only."""
        thing = (self.plan, self.obligation, self.entry, self.extension, self.occurrence)
        return (*thing, self.subject, self.channel, self.recipient, self.due_on, self.ladder)


COLUMN_OF = {
    name: f"{name}_id" for name in ("plan", "obligation", "entry", "extension", "rule", "recipient")
}


def rules_in_use() -> QuerySet[ReminderRule]:
    """In the order in which a run follows them."""
    return (
        ReminderRule.objects.in_use()
        .filter(plan__repealed_on=None)
        .select_related("plan")
        .order_by("pk")
    )


def added_by_next_run(plans: Collection[int], today: date) -> list[Row]:
    """What a run would add now, all that was missed included.

    Statements: two or three for each ladder, however many rows.
    """
    ours, others = _rules_of(plans)
    rows = (row for one in ladders(ours) for row in _found(one, timed_steps(one, today), today))
    return list(_in_turn((*rows, *_besides(plans, others, today)), {}))


def added_on(day: date, plans: Collection[int]) -> list[Row]:
    """What the run of a day ahead would add as things stand, when no run before it is missed.

    Those are the steps that fall on that day; and the latest step that came before it, for people
    whose role begins on it and for agencies in which nobody is left from then on.
    """
    ours, others = _rules_of(plans)
    ladders_ = list(ladders(ours))
    joining = set(Membership.objects.filter(valid_from=day).values_list("user", flat=True))
    before = [row for one in ladders_ for row in _making_up(one, day - ONE, joining)]
    known = _latest((*before, *_besides(plans, others, day - ONE)))
    rows = [
        row for one in ladders_ for row in (*_falling_on(one, day), *_making_up(one, day, joining))
    ]
    return list(_in_turn((*rows, *_besides(plans, others, day)), known))


def _rules_of(plans: Collection[int]) -> tuple[list[ReminderRule], list[ReminderRule]]:
    """Those about obligations, and those about what other apps ask for."""
    rules = list(rules_in_use().filter(plan__in=plans))
    ours = [rule for rule in rules if rule.subject in KINDS]
    return ours, [rule for rule in rules if rule.subject not in KINDS]


def _falling_on(ladder: Ladder, day: date) -> Iterator[Row]:
    steps = [step for step in timed_steps(ladder, day) if step.remind_on == day]
    return _found(ladder, steps, day)


def _making_up(ladder: Ladder, day: date, joining: Collection[int]) -> Iterator[Row]:
    """What is owed by a day to those to whom it may not have been owed before."""
    if ladder.subject == Subject.NOBODY:
        return _found(ladder, timed_steps(ladder, day), day)
    if joining:
        rows = _found(ladder, timed_steps(ladder, day), day)
        return (row for row in rows if row.recipient in joining)
    return iter(())


def _found(ladder: Ladder, steps: Sequence[Timed], day: date) -> Iterator[Row]:
    if not steps:
        return
    with connection.cursor() as cursor:
        cursor.execute(*owed_select(ladder, steps, day))
        found = cursor.fetchall()
    for columns in found:
        row = Row(*columns)
        yield row._replace(due_on=_day(row.due_on), remind_on=_day(row.remind_on))


def _day(told: Any) -> date:
    """SQLite knows no dates in what is computed."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def _besides(plans: Collection[int], rules: list[ReminderRule], day: date) -> list[Row]:
    if not rules:
        return []
    asked = [one for one in wanted(day) if one.plan in plans]
    return [Row.of(reminder) for reminder in owed_besides(asked, rules, day)]


def _latest(rows: Iterable[Row]) -> Known:
    known: Known = {}
    for row in rows:
        known[row.ladder_of_person] = max(row.remind_on, known.get(row.ladder_of_person, date.min))
    return known


def _in_turn(rows: Iterable[Row], known: Known) -> Iterator[Row]:
    """As a run adds them, a ladder after the other: nobody is given an earlier day, or one twice,
    because a second role leads to it."""
    for row in rows:
        if known.get(row.ladder_of_person, date.min) < row.remind_on:
            known[row.ladder_of_person] = row.remind_on
            yield row
