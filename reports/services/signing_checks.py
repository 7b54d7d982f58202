"""What must be so before an edition is signed; each raises Refused with its own code."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.errors import Refused
from planner.models import ActionPlan
from reports.models import Issue, Report, ReportState
from reports.rules.numbers import plain_number
from reports.services.files import read_bytes


def check_can_be_signed(report: Report, number: str, dated_on: date, today: date) -> None:
    if report.state != ReportState.READY:
        raise Refused("not_ready", _("The edition is not ready: there is nothing to sign yet."))
    if not plain_number(number):
        raise Refused("number_missing", _("Give the outgoing number of the report."))
    if dated_on > today:
        raise Refused("date_ahead", _("The date of the report cannot lie ahead."))
    if dated_on < report.as_of:
        message = _("The report tells of %(day)s: its date cannot be earlier.")
        raise Refused("date_early", message % {"day": report.as_of.strftime("%d.%m.%Y")})
    for row in report.files.all():
        read_bytes(row)  # what is signed can be read, and is what was drawn


def check_not_signed(report: Report) -> None:
    if Issue.objects.standing().filter(report=report).exists():
        raise Refused("signed", _("This edition is signed already."))


def check_none_later(report: Report) -> None:
    later = Issue.objects.once_issued().filter(
        report__round=report.round_id, report__edition__gt=report.edition
    )
    if later.exists():
        message = _("A later edition of this report has been issued: this one cannot be any more.")
        raise Refused("older", message)


def check_number_free(plan: ActionPlan, number: str, dated_on: date) -> None:
    typed = plain_number(number)
    standing = Issue.objects.standing().filter(plan=plan, year=dated_on.year)
    given = {one.casefold() for one in standing.values_list("number", flat=True)}
    if typed.casefold() in given:  # SQLite itself knows capitals of Latin letters only
        message = _("The number %(number)s was given to another report of %(year)s already.")
        raise Refused("number_taken", message % {"number": typed, "year": dated_on.year})
