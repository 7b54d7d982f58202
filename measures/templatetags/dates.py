"""How the pages say suggested dates, the way to a date in force, and how often it was moved."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.template.defaultfilters import date as format_day
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from measures.date_words import STEPS, SUGGESTED_BECAUSE
from measures.models import Deadline
from measures.queries.dates import follows_an_event, suggested
from measures.rules.dates_told import Step
from measures.rules.deadlines import write
from measures.rules.deadlines.suggesting import Suggestion

register = template.Library()
PLAIN = ("in_year", "last_day")  # the date itself says what was meant
SHOWN = 4  # dates written out; of more, the first three and the last one


@register.filter
def day_list(dates: Sequence[date]) -> str:
    """«1 July 2008, 1 July 2009»; of a long row its beginning, its end and how many there are."""
    days = [format_day(day, "DATE_FORMAT") for day in dates]
    if len(days) <= SHOWN:
        return ", ".join(days)
    row = f"{', '.join(days[: SHOWN - 1])}, … {days[-1]}"
    count = ngettext("%(count)d date", "%(count)d dates", len(days)) % {"count": len(days)}
    return f"{row} ({count})"


@register.filter
def suggestion_reason(one: Suggestion) -> str:
    """Why it is suggested: what the phrase is read as, or of which part of it."""
    because = str(SUGGESTED_BECAUSE[one.reason])
    if one.part:
        return _("%(because)s Read: “%(part)s”.") % {"because": because, "part": one.part}
    if not one.spec or one.reason in PLAIN:
        return because
    meaning = write(one.spec, _spoken())
    return _("%(because)s Meant: “%(meaning)s”.") % {"because": because, "meaning": meaning}


def _spoken() -> str:
    code = (get_language() or "ru")[:2]
    return code if code in ("ru", "kk", "en") else "en"


@register.filter
def first_suggestion(deadline: Deadline) -> str:
    """The likeliest dates in words, "" where the text tells nothing. Asks no database."""
    if follows_an_event(deadline):
        return ""
    one = next(iter(suggested(deadline)), None)
    if one is None:
        return ""
    return day_list(one.dates) if one.dates else str(SUGGESTED_BECAUSE[one.reason])


@register.filter
def step_words(step: Step) -> str:
    return str(STEPS[step.code])


@register.filter
def times_moved(count: int) -> str:
    """«moved 2 times»; "" for none."""
    if not count:
        return ""
    return ngettext("moved %(count)d time", "moved %(count)d times", count) % {"count": count}
