"""Reminders of what other apps ask for: rounds that open and close."""

from collections.abc import Sequence
from datetime import date

from measures.models import ROUNDS, Ended, Reminder, ReminderRule, ReminderState
from measures.queries.reminders.besides import owed_besides, wanted
from measures.rules.besides import Besides


def plan_besides(rules: Sequence[ReminderRule], *, today: date) -> int:
    """Adds what is owed and not in the ledger, and ends what nobody wants any more."""
    asked = wanted(today)
    _end_unwanted(asked)
    rows = owed_besides(asked, rules, today)
    return len(Reminder.objects.bulk_create(rows, ignore_conflicts=True))


def _end_unwanted(asked: Sequence[Besides]) -> None:
    """What waits and is no longer asked for of this person: reported, compiled, left."""
    still = {
        (one.subject, one.plan, one.occurrence, person)
        for one in asked
        for people in one.people.values()
        for person in people
    }
    columns = ("pk", "subject", "plan", "occurrence", "recipient")
    for rows, ended in (
        (Reminder.objects.waiting(), {"state": ReminderState.SKIPPED, "ended": Ended.DECIDED}),
        (Reminder.objects.new_notices(), {"ended": Ended.DECIDED}),
    ):
        of_rounds = rows.filter(subject__in=ROUNDS).values_list(*columns)
        over = [pk for pk, *key in of_rounds if tuple(key) not in still]
        rows.filter(pk__in=over).update(**ended)
