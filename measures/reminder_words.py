"""A step of a plan's reminders in words: when, to whom, by which way."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.models import Audience, Channel, DayKind, Reminder, ReminderRule, Weekday
from measures.queries.reminders.lines import Line

TO: Final[dict[str, Promise]] = {
    Audience.OFFICER: gettext_lazy("to officers of the agency"),
    Audience.DEPUTY: gettext_lazy("to the deputy head of the agency"),
    Audience.HEAD: gettext_lazy("to the head of the agency"),
    Audience.CO_EXECUTOR: gettext_lazy("to officers of co-executors that owe their parts"),
    Audience.LEAD: gettext_lazy("to officers of the lead executor"),
    Audience.COORDINATOR: gettext_lazy("to coordinators"),
    Audience.CONTROLLER: gettext_lazy("to the controlling body"),
}
BY: Final[dict[str, Promise]] = {
    Channel.MAIL: gettext_lazy("by mail"),
    Channel.SITE: gettext_lazy("by a notice on the site"),
}
ON: Final[dict[int, Promise]] = {
    Weekday.MONDAY: gettext_lazy("on Mondays"),
    Weekday.TUESDAY: gettext_lazy("on Tuesdays"),
    Weekday.WEDNESDAY: gettext_lazy("on Wednesdays"),
    Weekday.THURSDAY: gettext_lazy("on Thursdays"),
    Weekday.FRIDAY: gettext_lazy("on Fridays"),
}


def why(reminder: Reminder) -> str:
    """«7 days before, to officers of the agency, by mail»."""
    if reminder.rule is None:
        return _("ordered by the coordinator, %(by)s") % {"by": BY[reminder.channel]}
    return step(reminder.rule)


def of_line(line: Line) -> str:
    """The step in words; of a whole ladder, to whom it is."""
    if line.rule:
        return step(line.rule)
    return why(line.row) if line.row else str(TO[line.audience])


def step(rule: ReminderRule) -> str:
    return f"{when(rule)}, {TO[rule.audience]}, {BY[rule.channel]}"


def when(rule: ReminderRule) -> str:
    """«7 days after, then every 7 days»."""
    first = _offset(rule)
    if rule.weekday is not None:
        first = _("%(first)s and later, %(weekdays)s") % {
            "first": first,
            "weekdays": ON[rule.weekday],
        }
    elif rule.repeat_every:
        first = _("%(first)s, then %(again)s") % {"first": first, "again": _again(rule)}
    if rule.repeat_at_most is None or not (rule.repeat_every or rule.weekday is not None):
        return first
    most = rule.repeat_at_most
    times = ngettext("at most %(times)d time more", "at most %(times)d times more", most)
    return f"{first}, {times % {'times': most}}"


def _offset(rule: ReminderRule) -> str:
    days, working = abs(rule.offset), rule.days == DayKind.WORKING
    if days == 0:
        return _("on the day itself")
    if rule.offset < 0 and working:
        text = ngettext("%(days)d working day before", "%(days)d working days before", days)
    elif rule.offset < 0:
        text = ngettext("%(days)d day before", "%(days)d days before", days)
    elif working:
        text = ngettext("%(days)d working day after", "%(days)d working days after", days)
    else:
        text = ngettext("%(days)d day after", "%(days)d days after", days)
    return text % {"days": days}


def _again(rule: ReminderRule) -> str:
    days, working = rule.repeat_every or 1, rule.days == DayKind.WORKING
    if days == 1:
        return _("every working day") if working else _("every day")
    if working:
        text = ngettext("every %(days)d working day", "every %(days)d working days", days)
    else:
        text = ngettext("every %(days)d day", "every %(days)d days", days)
    return text % {"days": days}
