"""Why a reminder goes out: the step of the plan that it follows, in words."""

from django.utils.translation import gettext as _

from measures.models import Reminder, ReminderRule
from measures.queries.reminders.lines import Line
from measures.queries.reminders.policy import step_of
from measures.reminder_words import BY, TO_WHOM, step_words


def why(reminder: Reminder) -> str:
    """«7 days before the day, to officers of the agency, by mail»."""
    if reminder.rule is None:
        return _("Ordered by the coordinator, %(by)s") % {"by": BY[reminder.channel]}
    return step(reminder.rule)


def step(rule: ReminderRule) -> str:
    return step_words(step_of(rule))


def of_line(line: Line) -> str:
    """The step in words; of a whole ladder, to whom it is."""
    if line.rule:
        return step(line.rule)
    return why(line.row) if line.row else str(TO_WHOM[line.audience])
