"""Explanations as the page of an obligation asks for them."""

from datetime import date, timedelta
from typing import Any

from measures.models import Audience, Obligation, ReminderRule
from measures.queries.reminders.explaining import Explained, explain
from measures.queries.reminders.lines import Line
from measures.rules.reminder_reasons import Reason
from planner.models import ActionPlan
from tests.measures.reminding import DUE

ONE = timedelta(days=1)


def rule(plan: ActionPlan, offset: int, **fields: Any) -> ReminderRule:
    fields = {"audience": Audience.OFFICER} | fields
    return ReminderRule.objects.create(plan=plan, offset=offset, **fields)


def told(owed: Obligation, today: date = DUE, *, days_known: bool = False) -> list[Explained]:
    row = Obligation.objects.select_related("measure__plan").get(pk=owed.pk)
    return explain(row, today, days_known=days_known)


def lines(owed: Obligation, today: date = DUE, **said: Any) -> list[Line]:
    """Of the one person."""
    [one] = told(owed, today, **said)
    return [*(line for part in one.chapters for line in part.lines), *one.earlier]


def reasons(owed: Obligation, today: date = DUE, **said: Any) -> list[list[Reason]]:
    return [[why.reason for why in line.because] for line in lines(owed, today, **said)]


OVERTAKEN, AHEAD, NEXT_RUN = Reason.OVERTAKEN, Reason.AHEAD, Reason.NEXT_RUN
