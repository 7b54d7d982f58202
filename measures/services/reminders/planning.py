"""Write down who is to be reminded of what today; all that an earlier day missed included."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from measures.models import Audience, ReminderRule, ReminderState
from measures.queries.reminders import owed_to, remindable
from measures.rules.reminders import DEFAULT_STEPS, latest
from measures.services.reminders.grouping import group_into_digests
from planner.models import ActionPlan

Planned = tuple[date, date, int]  # due_on, remind_on, rule


@transaction.atomic
def plan_reminders(*, today: date, now: datetime) -> int:
    """Adds the reminders that are owed by `today` and not in the ledger; returns how many.

    Then puts all that wait into mails. Run again, or by two at once, it adds nothing: the ledger
    knows each (obligation, person, due date, day) once. Statements: one for each plan and one for
    each audience, however many obligations there are.
    """
    planned = sum(
        _plan_audience(plan, audience, rules, today=today, now=now)
        for (plan, audience), rules in _rules().items()
    )
    group_into_digests(today=today)
    return planned


def default_rules(plan: ActionPlan) -> None:
    """Gives the plan the usual ladder; rules that it has stay as they are."""
    ReminderRule.objects.bulk_create(
        [ReminderRule(plan=plan, **vars(step)) for step in DEFAULT_STEPS], ignore_conflicts=True
    )


def _rules() -> dict[tuple[ActionPlan, Audience], list[ReminderRule]]:
    """Locks the rules, so that of two planners the second waits, and then finds nothing to do."""
    locked = ReminderRule.objects.select_for_update(of=("self",), no_key=True)
    found = defaultdict(list)
    for rule in locked.select_related("plan").order_by("pk"):
        found[rule.plan, Audience(rule.audience)].append(rule)
    return found


def _plan_audience(
    plan: ActionPlan,
    audience: Audience,
    rules: Sequence[ReminderRule],
    *,
    today: date,
    now: datetime,
) -> int:
    """The rule is asked in Python, once for each due date; the database multiplies by people."""
    steps = list(_steps(_due_dates(plan, rules, today), rules, today))
    if not steps:
        return 0
    owed, owed_params = owed_to(plan, audience, today).query.sql_with_params()
    values = ", ".join(["(%s, %s, %s)"] * len(steps))
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT.format(steps=values, owed=owed),
            [*_flat(steps), *owed_params, connection.ops.adapt_datetimefield_value(now)],
        )
        added: int = cursor.rowcount
    return added


def _due_dates(plan: ActionPlan, rules: Iterable[ReminderRule], today: date) -> Iterable[date]:
    horizon = today - timedelta(days=min(rule.offset for rule in rules))
    owed = remindable().filter(measure__plan=plan, due_on__lte=horizon)
    dates = owed.order_by().values_list("due_on", flat=True).distinct()
    return (due_on for due_on in dates if due_on)


def _steps(dates: Iterable[date], rules: Sequence[ReminderRule], today: date) -> Iterable[Planned]:
    for due_on in dates:
        if found := latest(due_on, today, rules):
            remind_on, rule = found
            yield due_on, remind_on, rule.pk


def _flat(steps: Iterable[Planned]) -> Iterable[Any]:
    as_date = connection.ops.adapt_datefield_value
    for due_on, remind_on, rule in steps:
        yield from (as_date(due_on), as_date(remind_on), rule)


# bulk_create would carry every row through Python each minute. NOT EXISTS beside ON CONFLICT:
# a conflict costs a number of the sequence, and a run without news must not burn thousands.
INSERT = f"""
INSERT INTO measures_reminder
    (obligation_id, recipient_id, due_on, remind_on, rule_id, state, created_at)
WITH steps (due_on, remind_on, rule_id) AS (VALUES {{steps}}),
     owed (obligation_id, due_on, recipient_id) AS ({{owed}})
SELECT owed.obligation_id, owed.recipient_id, owed.due_on, steps.remind_on, steps.rule_id,
       '{ReminderState.WAITING.value}', %s
FROM owed JOIN steps ON steps.due_on = owed.due_on
WHERE NOT EXISTS (
    SELECT 1 FROM measures_reminder AS known
    WHERE known.obligation_id = owed.obligation_id AND known.recipient_id = owed.recipient_id
      AND known.due_on = owed.due_on AND known.remind_on = steps.remind_on)
ON CONFLICT DO NOTHING
"""  # noqa: S608  (put in: one of our own constants, placeholders, and a compiled queryset)
