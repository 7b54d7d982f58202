"""Reminders of what other apps ask for: rounds that open and close."""

from collections.abc import Sequence
from datetime import date

from measures.models import ROUNDS, Ended, Reminder, ReminderRule, ReminderState
from measures.queries.reminders.besides import owed_besides, still_wanted, wanted
from measures.rules.besides import Besides


def plan_besides(rules: Sequence[ReminderRule], *, today: date) -> int:
    """Adds what is owed and not in the ledger, and ends what nobody wants any more."""
    asked = wanted(today)
    _end_unwanted(asked)
    rows = owed_besides(asked, rules, today)
    return len(Reminder.objects.bulk_create(rows, ignore_conflicts=True))


def _end_unwanted(asked: Sequence[Besides]) -> None:
    """What waits and is no longer asked for of this person: reported, compiled, left."""
    still = still_wanted(asked)
    waiting = Reminder.objects.waiting().filter(subject__in=ROUNDS)
    columns = ("pk", "subject", "plan", "occurrence", "recipient")
    over = [pk for pk, *key in waiting.values_list(*columns) if tuple(key) not in still]
    if over:
        ended = {"state": ReminderState.SKIPPED, "ended": Ended.DECIDED}
        Reminder.objects.waiting().filter(pk__in=over).update(**ended)
