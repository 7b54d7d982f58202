"""The reminders that are owed by a day and not in the ledger, found by the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from agencies.queries import calendar_between
from measures.models import Audience, Channel, ReminderRule, ReminderState, Subject
from measures.queries.reminders.subjects import KINDS, Kind
from measures.rules.reminders import Calendar, latest
from planner.models import ActionPlan

FAR = timedelta(days=200)  # longer than any term counted in working days


@dataclass(frozen=True)
class Ladder:
    """The steps of a plan about one subject, to one audience, by one channel."""

    plan: ActionPlan
    subject: Subject
    audience: Audience
    channel: Channel
    rules: tuple[ReminderRule, ...]


@dataclass(frozen=True)
class Timed:
    """A step that has come for all whose day is `base`."""

    base: date
    due_on: date
    remind_on: date
    rule: int


def ladders(rules: Iterable[ReminderRule]) -> Iterator[Ladder]:
    """Rules, each with its plan, put together into the ladders that they are steps of."""
    found: dict[tuple[ActionPlan, str, str, str], list[ReminderRule]] = {}
    for rule in rules:
        key = (rule.plan, rule.subject, rule.audience, rule.channel)
        found.setdefault(key, []).append(rule)
    for (plan, subject, audience, channel), steps in found.items():
        yield Ladder(plan, Subject(subject), Audience(audience), Channel(channel), tuple(steps))


def timed_steps(ladder: Ladder, today: date) -> list[Timed]:
    """The rule asked once for each day that something of the plan is due on, not for each row."""
    kind = KINDS[ladder.subject]
    bases = [base for base in kind.bases(ladder.plan, today) if base]
    calendar = _calendar(ladder, bases, today)
    return list(_timed(ladder, kind, bases, today, calendar))


def _calendar(ladder: Ladder, bases: Sequence[date], today: date) -> Calendar:
    """Read only where something is counted in working days."""
    counted = any(rule.days == "working" for rule in ladder.rules)
    if not bases or not (counted or ladder.subject in (Subject.REVIEW, Subject.EXTENSION)):
        return {}
    return calendar_between(_before(min(bases)), today + FAR)


def _before(day: date) -> date:
    return day - FAR if day > date.min + FAR else date.min


def _timed(
    ladder: Ladder, kind: Kind, bases: Iterable[date], today: date, calendar: Calendar
) -> Iterator[Timed]:
    for base in bases:
        due_on = kind.due(ladder.plan, base, calendar)
        if found := latest(due_on, today, ladder.rules, calendar):
            remind_on, rule = found
            yield Timed(base, due_on, remind_on, rule.pk)


# The columns of measures_reminder that `owed_select` gives, in its order.
COLUMNS = (
    *("subject", "channel", "state", "plan_id", "obligation_id", "entry_id", "extension_id"),
    *("occurrence", "due_on", "ladder", "remind_on", "rule_id", "recipient_id", "ended"),
)


def owed_select(ladder: Ladder, steps: Sequence[Timed], today: date) -> tuple[str, list[Any]]:
    """SQL of the rows that the ledger lacks, and its parameters; `steps` is not empty.

    A person who has declined, acknowledged or asked for time is left out where the step says so;
    nothing is owed for a step that lies before what the person was last reminded of.
    """
    kind = KINDS[ladder.subject]
    bases = [step.base for step in steps]
    near = {f"{kind.base}__range": (min(bases), max(bases))}  # what is far ahead is not read
    owed = kind.owed(ladder.plan, ladder.audience, today).filter(**near)
    inner, inner_params = owed.query.sql_with_params()
    values = ", ".join(["(%s, %s, %s, %s)"] * len(steps))
    same = " AND ".join(f"{{row}}.{column} = {_OURS[column]}" for column in kind.known)
    sql = SELECT.format(
        steps=values, owed=inner, known=same.format(row="known"), seen=same.format(row="seen")
    )
    shown = ladder.channel == Channel.SITE
    state = ReminderState.SHOWN if shown else ReminderState.WAITING
    subject, channel, plan = ladder.subject.value, ladder.channel.value, ladder.plan.pk
    of_row = (subject, channel, state.value, plan)
    return sql, [*_flat(steps), *inner_params, *of_row, subject, channel, subject, plan]


def _flat(steps: Iterable[Timed]) -> Iterator[Any]:
    as_date = connection.ops.adapt_datefield_value
    for step in steps:
        yield from (as_date(step.base), as_date(step.due_on), as_date(step.remind_on), step.rule)


_OURS = {
    "obligation_id": "owed.obligation_id",
    "entry_id": "owed.entry_id",
    "extension_id": "owed.extension_id",
    "due_on": "steps.due_on",
    "ladder": "owed.ladder",
}
SELECT = """
WITH steps (base_on, due_on, remind_on, rule_id) AS (VALUES {steps}),
     owed (obligation_id, entry_id, extension_id, base_on, ladder, recipient_id) AS ({owed})
SELECT %s AS subject, %s AS channel, %s AS state, %s AS plan_id,
       owed.obligation_id, owed.entry_id, owed.extension_id, '' AS occurrence,
       steps.due_on, owed.ladder, steps.remind_on, steps.rule_id, owed.recipient_id, '' AS ended
FROM owed
JOIN steps ON steps.base_on = owed.base_on
JOIN measures_reminderrule AS rule ON rule.id = steps.rule_id
WHERE NOT EXISTS (
    SELECT 1 FROM measures_reminder AS known
    WHERE {known} AND known.recipient_id = owed.recipient_id AND known.subject = %s
      AND known.channel = %s AND known.ordered_by_id IS NULL
      AND known.remind_on >= steps.remind_on)
  AND NOT (rule.unless_acknowledged AND EXISTS (
    SELECT 1 FROM measures_reminder AS seen
    WHERE {seen} AND seen.recipient_id = owed.recipient_id AND seen.subject = %s
      AND seen.acknowledged_at IS NOT NULL))
  AND NOT (rule.unless_time_asked AND EXISTS (
    SELECT 1 FROM measures_extension AS asked
    WHERE asked.obligation_id = owed.obligation_id AND asked.state = 'requested'))
  AND NOT (rule.may_decline AND EXISTS (
    SELECT 1 FROM measures_declined AS declined
    WHERE declined.person_id = owed.recipient_id AND declined.plan_id = %s))
"""
