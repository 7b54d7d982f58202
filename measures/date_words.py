"""Words of suggested dates, of the steps to a date, and of reporting periods: for
measures.rules.deadlines.suggesting and measures.rules.dates_told."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from planner.rules.periods import Cadence, Named, named

SUGGESTED_BECAUSE: Final[dict[str, str | Promise]] = {
    "after_period": _("The day is read as one of the month after the reporting period."),
    "all_parts": _("The dates of all parts of the phrase together."),
    "approval_date": _("Enter the plan's approval date: the term runs from it."),
    "as_read": _("The phrase is read so now."),
    "every_month": _("The day is read as one of every month."),
    "every_year": _("The date is read as one of every year of the plan."),
    "in_year": _("The date is read as one of this year."),
    "last_day": _("The month has no such day: read as its last one."),
    "part": _("One part of the phrase is read, the others are left out."),
    "plan_end": _("Only a beginning is named: read as lasting until the plan ends."),
    "working_days": _("Working days are counted from the plan's approval."),
}
STEPS: Final[dict[str, str | Promise]] = {
    "day_off_next": _("a day off: the plan moves it to the next working day"),
    "day_off_previous": _("a day off: the plan moves it to the previous working day"),
    "day_off_flag": _("a day off: the plan leaves the date as it is"),
    "co_executor": _("a co-executor reports to the lead some working days earlier"),
}
ROMAN: Final = ("I", "II", "III", "IV")
PERIODS: Final[dict[Cadence, Promise]] = {
    Cadence.QUARTER: _("quarter %(quarter)s of %(year)s"),
    Cadence.HALF: _("half-year %(half)s of %(year)s"),
    Cadence.YEAR: _("year %(year)s"),
}


def period_words(label: str) -> str:
    """«quarter II of 2009» for 2009Q2, «half-year I of 2009» for 2009H1, «July 2009» for 2009M07,
    «year 2009» for 2009; a period with a name of its own keeps it."""
    one = named(label)
    if one is None:
        return label
    if one.cadence == Cadence.MONTH:
        return pgettext("period", "%(month)s %(year)s") % {"month": _month(one), "year": one.year}
    number = ROMAN[one.number - 1] if one.cadence != Cadence.YEAR else ""
    return str(PERIODS[one.cadence]) % {"quarter": number, "half": number, "year": one.year}


def _month(one: Named) -> str:
    """Small within a sentence, but in English."""
    month = date_format(one.starts_on, "F")
    return month if get_language() == "en" else month.lower()


def quarter(label: str) -> str:
    """The name that period_words had while every round was a quarter."""
    return period_words(label)
