"""Why a reminder goes out: the step of the plan that it follows, in words."""

from django.utils.translation import gettext as _

from measures.models import Reminder, ReminderRule
from measures.queries.reminders.lines import Line
from measures.reminder_words import BY, TO_WHOM, step_words
from measures.rules.reminder_policy import STEP_FIELDS, PolicyStep


def why(reminder: Reminder) -> str:
    """«7 days before the day, to officers of the agency, by mail»."""
    if reminder.rule is None:
        return _("Ordered by the coordinator, %(by)s") % {"by": BY[reminder.channel]}
    return step(reminder.rule)


def step(rule: ReminderRule) -> str:
    return step_words(PolicyStep(**{name: getattr(rule, name) for name in STEP_FIELDS}))


def of_line(line: Line) -> str:
    """The step in words; of a whole ladder, to whom it is."""
    if line.rule:
        return step(line.rule)
    return why(line.row) if line.row else str(TO_WHOM[line.audience])
