"""How the pages say the steps of a plan's reminders, and count a person's new notices."""

from collections.abc import Iterable

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from measures.models import DayKind, ReminderRule
from measures.queries.notices import new_for

register = template.Library()


@register.simple_tag
def notices_of(person: User) -> int:
    """Of the site: reminders shown there and news about the own work, together."""
    return new_for(person)


@register.filter
def told(rules: Iterable[ReminderRule]) -> list[str]:
    """«A report owed: 10 days before, on the day itself», a line for each subject."""
    found: dict[str, dict[str, None]] = {}
    for rule in rules:
        found.setdefault(rule.get_subject_display(), {})[_when(rule)] = None
    return [f"{capfirst(subject)}: {', '.join(steps)}" for subject, steps in found.items()]


def _when(rule: ReminderRule) -> str:
    first = _on_the_day(rule)
    if rule.repeat_every is None and rule.weekday is None:
        return first
    return _("%(when)s and again until it is settled") % {"when": first}


def _on_the_day(rule: ReminderRule) -> str:
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
