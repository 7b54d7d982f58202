"""Write down who is to be reminded of what today; all that an earlier day missed included."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection, transaction

from measures.models import Channel, Reminder, ReminderRule, ReminderState
from measures.queries.reminders.coming import rules_in_use
from measures.queries.reminders.need import by_reason, needed_again, settled_notices
from measures.queries.reminders.owed import COLUMNS, Ladder, ladders, owed_select, timed_steps
from measures.queries.reminders.subjects import KINDS
from measures.rules.reminders import DEFAULT_STEPS
from measures.services.reminders.besides import plan_besides
from measures.services.reminders.grouping import (
    Opens,
    at_once,
    group_into_digests,
    make_digests,
    open_the_day,
)
from planner.models import ActionPlan

LONGEST = 540_000  # milliseconds; less than settings.CELERY_TASK_SOFT_TIME_LIMIT
MANY = 1000  # rows of the ledger, after which the database looks at it anew


@transaction.atomic
def plan_reminders(*, today: date, now: datetime, opens: Opens = at_once) -> int:
    """Adds the reminders that are owed by `today` and not in the ledger; returns how many.

    Then puts all that wait into mails, which go when `opens` says. Run again, or by two at once,
    it adds nothing: the ledger knows each step of each ladder and person once. Statements: a few
    for each ladder of a plan (subject, audience and channel), however many obligations there are.
    """
    rules = _rules()
    ours = [rule for rule in rules if rule.subject in KINDS]
    others = [rule for rule in rules if rule.subject not in KINDS]
    open_the_day(today, opens)
    _take_up_again(today)
    with _set_based():
        planned = sum(
            _plan(ladder, today=today, now=now, opens=opens)
            for ladder in _unconditional_first(ours)
        )
    planned += plan_besides(others, today=today)
    _tell_the_planner(planned)
    _settle_notices(today)
    group_into_digests(today=today, opens=opens)
    return planned


def _take_up_again(today: date) -> None:
    """A request for more time was refused, a role given back: the step is owed after all."""
    ids = [row.pk for row in needed_again(today)]
    skipped = Reminder.objects.filter(pk__in=ids, state=ReminderState.SKIPPED)
    skipped.update(state=ReminderState.WAITING, ended="", digest=None)


def _unconditional_first(rules: list[ReminderRule]) -> list[Ladder]:
    """Where two ladders meet on a day for one person, the row is that of a step which nothing but
    the report itself stops."""
    return sorted(ladders(rules), key=lambda ladder: any(map(_is_conditional, ladder.rules)))


def _is_conditional(rule: ReminderRule) -> bool:
    return rule.may_decline or rule.unless_acknowledged or rule.unless_time_asked


@contextlib.contextmanager
def _set_based() -> Iterator[None]:
    """A ledger that has only begun to fill looks empty to PostgreSQL, which then joins it row by
    row with what the same statement adds: 40 000 overdue reports took 200 s, and with hashes 7 s.
    A statement ends before its task is killed, lest it hold its locks without anybody. What is
    switched off weighs in the costs so much that every small statement would be compiled: no JIT.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL statement_timeout = %s", [LONGEST])
        yield
        for setting in ("enable_nestloop", "jit", "statement_timeout"):
            cursor.execute(f"SET LOCAL {setting} TO DEFAULT")


def _tell_the_planner(added: int) -> None:
    """For whoever asks next, the grouping into mails first: after many new rows PostgreSQL would
    go by what it knew of the table before, of which it once thought 20 000 rows were none."""
    if added >= MANY and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE measures_reminder")


def _settle_notices(today: date) -> None:
    """Notices on the site end like mails that are no longer needed; that they were shown stays."""
    if not Reminder.objects.new_notices().exists():
        return
    for reason, ids in by_reason(settled_notices(today)).items():
        Reminder.objects.new_notices().filter(pk__in=ids).update(ended=reason)


def default_rules(plan: ActionPlan) -> None:
    """Gives the plan the usual ladders; rules that it has stay as they are."""
    ReminderRule.objects.bulk_create(
        [ReminderRule(plan=plan, **vars(step)) for step in DEFAULT_STEPS], ignore_conflicts=True
    )


def _rules() -> list[ReminderRule]:
    """Locks the rules, so that of two planners the second waits, and then finds nothing to do."""
    return list(rules_in_use().select_for_update(of=("self",), no_key=True))


def _plan(ladder: Ladder, *, today: date, now: datetime, opens: Opens) -> int:
    """The rule is asked in Python, once for each day; the database multiplies by people.

    Whom it concerns is asked first, which is all that a run without news costs, and lets the new
    rows be written once, with their mails.
    """
    steps = timed_steps(ladder, today)
    if not steps:
        return 0
    select, params = owed_select(ladder, steps, today)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE.format(select=select), params)
        people = [person for (person,) in cursor.fetchall()]
        if not people:
            return 0
        if ladder.channel == Channel.MAIL:
            make_digests(people, today=today, opens=opens)
        moment = connection.ops.adapt_datetimefield_value(now)
        day = connection.ops.adapt_datefield_value(today)
        cursor.execute(INSERT.format(select=select), [moment, *params, day])
        added: int = cursor.rowcount
    return added


PEOPLE = "SELECT DISTINCT found.recipient_id FROM ({select}) AS found"
# bulk_create would carry every row through Python. NOT EXISTS in the SELECT beside ON CONFLICT: a
# conflict costs a number of the sequence, and a run without news must not burn thousands.
INSERT = f"""
INSERT INTO measures_reminder (created_at, digest_id, {", ".join(COLUMNS)})
SELECT %s, daily.id, found.* FROM ({{select}}) AS found
LEFT JOIN measures_digest AS daily
  ON found.channel = 'mail' AND daily.recipient_id = found.recipient_id AND daily.day = %s
  AND daily.ordered_by_id IS NULL AND NOT daily.news AND daily.attempts = 0
  AND daily.state IN ('waiting', 'cancelled')
WHERE true
ON CONFLICT DO NOTHING
"""  # noqa: S608  (put in: our own constants, and a compiled queryset)
