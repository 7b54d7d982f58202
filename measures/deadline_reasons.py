"""Why a deadline could not be read, or was read with a doubt: measures.rules.deadlines.WARNINGS."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, str | Promise]] = {
    "approval_assumed": _("The act does not say what the term runs from: read as the approval."),
    "approximate": _("The act calls the date approximate."),
    "boundary_unclear": _("“Before” or “by” a month, quarter or year: read as its last day."),
    "day_without_month": _("A day of the month is named, but not the month it belongs to."),
    "impossible_date": _("The calendar has no such day, quarter or half-year."),
    "inconsistent_period": _("The phrase names periods or dates that do not agree."),
    "mixed_kinds": _("The phrase joins deadlines of different kinds."),
    "no_approval_date": _("The term runs from the act, whose approval date is not known."),
    "no_day": _("A report on a period without a day: read as the period's last day."),
    "no_end": _("A beginning is named, but no end."),
    "no_period": _("The reporting period is not named."),
    "no_year": _("The date has no year."),
    "outside_plan": _("Some or all of the dates lie outside the plan's period."),
    "partial_period": _("The plan begins or ends inside a reporting period."),
    "refers_elsewhere": _("The deadline stands in another document or clause."),
    "unreadable": _("The phrase is not understood."),
    "unsupported_period": _("The dates of such a recurrence cannot be told from the phrase."),
    "working_days": _("The term is counted in working days and needs a calendar."),
}


def because(codes: str) -> str:
    """Codes joined by commas as sentences, each with a space before it; "" for none."""
    return "".join(f" {REASONS[code]}" for code in codes.split(",") if code)
