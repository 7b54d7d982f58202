"""How the pages about reminders say why one goes out, and what became of it."""

from datetime import date

from django import template

from measures import reminder_reasons as reasons
from measures import reminder_steps as steps
from measures.models import Reminder, ReminderState
from measures.queries.reminders.explaining import Explained
from measures.queries.reminders.lines import Line
from measures.reminder_words import subject_words
from measures.rules.reminder_reasons import Reason
from measures.services.reminders.items import Item, item, when

register = template.Library()
register.filter("subject_words", subject_words)


@register.filter
def why_words(reminder: Reminder) -> str:
    return steps.why(reminder)


@register.filter
def mail_item(reminder: Reminder, on: date) -> Item:
    """What the mail of the day says of it."""
    return item(reminder, on)


@register.filter
def when_due(due_on: date, on: date) -> str:
    """«due today», «3 days left», «2 days late» on the day."""
    return when(due_on, on)


@register.filter
def lang_of(headers: dict[str, str]) -> str:
    return headers.get("Content-Language", "")


@register.filter
def verdict(one: Explained) -> str:
    return reasons.verdict(one)


@register.filter
def outcome_words(line: Line) -> str:
    return reasons.outcome(line)


@register.filter
def line_step(line: Line) -> str:
    return steps.of_line(line)


@register.filter
def tone(line: Line) -> str:
    """«told», «waits», «trouble» or «none»: how the outcome is to look."""
    if line.row:
        return TONES.get(line.row.state, "none")
    waits = {why.reason for why in line.because} & {Reason.AHEAD, Reason.NEXT_RUN}
    return "waits" if waits else "none"


TONES: dict[str, str] = {
    ReminderState.SENT: "told",
    ReminderState.SHOWN: "told",
    ReminderState.WAITING: "waits",
    ReminderState.FAILED: "trouble",
    ReminderState.BOUNCED: "trouble",
}
