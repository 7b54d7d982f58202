"""Somebody asks for an edition: one row, one result, however often the button is pressed."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions import check_may_manage_plan
from reports.models import Report, ReportingRound, ReportState

UNDER_WAY = (ReportState.QUEUED, ReportState.COMPILING)


def request_report(
    round_: ReportingRound, *, by: User | None, today: date, as_of: date | None = None
) -> Report:
    """The edition under way, or a new one QUEUED, with the state as of `as_of` (today if None).

    An edition that failed is tried again under its own number. `by` None is the command line.
    Raises PermissionDenied; Refused "as_of_ahead", "as_of_before_round".
    """
    check_may_manage_plan(by, round_.plan, today)
    day = as_of or today
    _check_day(round_, day, today)
    try:
        with transaction.atomic():
            return _under_way(round_) or _again(round_, by, day) or _next(round_, by, day)
    except IntegrityError:
        # Somebody else asked in the same moment; a constraint let one of us through.
        theirs = _under_way(round_)
        if theirs is None:
            raise
        return theirs


def _check_day(round_: ReportingRound, day: date, today: date) -> None:
    if day > today:
        raise Refused("as_of_ahead", _("A report tells what was; give a day up to today."))
    if day < round_.starts_on:
        raise Refused(
            "as_of_before_round",
            _("The period begins on %(day)s; give that day or a later one.")
            % {"day": round_.starts_on.isoformat()},
        )


def _under_way(round_: ReportingRound) -> Report | None:
    return round_.reports.filter(state__in=UNDER_WAY).first()


def _again(round_: ReportingRound, by: User | None, day: date) -> Report | None:
    failed = round_.reports.filter(state=ReportState.FAILED).order_by("edition").first()
    if failed is None:
        return None
    anew = Report.objects.filter(pk=failed.pk, state=ReportState.FAILED)
    anew.update(
        state=ReportState.QUEUED,
        requested_by=by,
        as_of=day,
        attempts=0,
        progress=0,
        step="",
        error="",
    )
    failed.refresh_from_db()
    return failed


def _next(round_: ReportingRound, by: User | None, day: date) -> Report:
    last = round_.reports.aggregate(last=Max("edition"))["last"] or 0
    return Report.objects.create(round=round_, edition=last + 1, as_of=day, requested_by=by)
