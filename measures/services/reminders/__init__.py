"""Reminders: planned into the ledger, grouped into mails, sent once. docs/decisions/0006."""

from measures.services.reminders.again import try_again
from measures.services.reminders.counts import Counts
from measures.services.reminders.grouping import at_once
from measures.services.reminders.hours import opening, openings
from measures.services.reminders.ordering import Ordered, remind_now
from measures.services.reminders.planning import default_rules, plan_reminders
from measures.services.reminders.run import send_reminders

__all__ = [
    "Counts",
    "Ordered",
    "at_once",
    "default_rules",
    "opening",
    "openings",
    "plan_reminders",
    "remind_now",
    "send_reminders",
    "try_again",
]
