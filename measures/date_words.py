"""Words of suggested dates, of the steps to a date, and of quarters: for
measures.rules.deadlines.suggesting and measures.rules.dates_told."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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


def quarter(label: str) -> str:
    """«quarter II of 2009» for 2009Q2; a round of another kind keeps its label."""
    year, _q, number = label.partition("Q")
    if number not in ("1", "2", "3", "4"):
        return label
    told = {"quarter": ROMAN[int(number) - 1], "year": year}
    return gettext("quarter %(quarter)s of %(year)s") % told
