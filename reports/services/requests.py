"""Somebody asks for an edition, takes that back, or asks for what failed of it again.

One row and one result, however often and by however many at once the button is pressed.
"""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions.plans import check_may_manage_plan
from reports.models import STOPPED, UNDER_WAY, PartState, Report, ReportingRound, ReportState
from reports.services.files import sweep
from reports.services.parts import held, lay_out, settle

TRIES: Final = 3
CANCELLED: Final = "cancelled"


def request_report(
    round_: ReportingRound, *, by: User | None, today: date, as_of: date | None = None
) -> Report:
    """The edition under way, or a new one QUEUED, with the state as of `as_of` (today if None).

    An edition that failed or was cancelled is begun anew under its own number; one that is
    incomplete keeps what it tells and its number. `by` None is the command line. Raises
    PermissionDenied; Refused "as_of_ahead", "as_of_before_round", "busy".
    """
    check_may_manage_plan(by, round_.plan, today)
    day = as_of or today
    _check_day(round_, day, today)
    for _try in range(TRIES):
        # Somebody else asked in the same moment: a constraint lets one of us through, and the
        # other finds what that one made, unless it was cancelled meanwhile.
        with suppress(IntegrityError), transaction.atomic():
            return _under_way(round_) or _again(round_, by, day) or _next(round_, by, day)
    raise Refused("busy", _("Others ask for this report at this very moment. Try again."))


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
    return round_.reports.defer("content").filter(state__in=UNDER_WAY).first()


def _again(round_: ReportingRound, by: User | None, day: date) -> Report | None:
    """Only the last one: what is newer never stands under an older number."""
    stopped = round_.reports.defer("content").order_by("-edition").first()
    if stopped is None or stopped.state not in STOPPED:
        return None
    with held(stopped.pk) as report:
        if report is None or report.state not in STOPPED:  # another was faster: theirs is ours
            return _under_way(round_)
        _empty(report)
        anew = Report.objects.filter(pk=report.pk)
        anew.update(
            state=ReportState.QUEUED,
            requested_by=by,
            requested_at=timezone.now(),
            as_of=day,
            cancelled_by=None,
            cancelled_at=None,
        )
        lay_out(report)
    stopped.refresh_from_db()
    return stopped


def _empty(report: Report) -> None:
    """Nothing is left of what was made; a worker in the middle of a part finds it gone."""
    report.files.all().delete()
    report.parts.all().delete()
    Report.objects.filter(pk=report.pk).update(content=None, sha256="", progress=0)
    transaction.on_commit(partial(sweep, report))


def _next(round_: ReportingRound, by: User | None, day: date) -> Report:
    last = round_.reports.aggregate(last=Max("edition"))["last"] or 0
    report = Report.objects.create(round=round_, edition=last + 1, as_of=day, requested_by=by)
    lay_out(report)
    return report


def cancel_report(report: Report, *, by: User, today: date) -> None:
    """What waits is not begun, what is under way is thrown away. What an edition that was shown
    incomplete has, it keeps. Raises PermissionDenied; Refused "not_under_way"."""
    check_may_manage_plan(by, report.round.plan, today)
    with held(report.pk) as row:
        if row is None or not row.under_way:
            raise Refused("not_under_way", _("It is over already."))
        if row.incomplete_at:
            _leave_incomplete(row)
            return
        _empty(row)
        stopped = Report.objects.filter(pk=row.pk)
        stopped.update(state=ReportState.CANCELLED, cancelled_by=by, cancelled_at=timezone.now())


def _leave_incomplete(report: Report) -> None:
    left = report.parts.filter(state__in=[PartState.WAITING, PartState.WORKING])
    left.update(state=PartState.FAILED, not_before=None, error_code=CANCELLED, error="")
    settle(report, telling=False)


def repeat_parts(report: Report, *, by: User, today: date, part_id: int | None = None) -> None:
    """What failed of the edition (all of it if `part_id` is None) waits for a worker again; what
    the edition tells stays as it was gathered.

    Raises PermissionDenied; Refused "nothing_failed", "another_under_way".
    """
    check_may_manage_plan(by, report.round.plan, today)
    try:
        with held(report.pk) as row:
            _repeat(row, part_id)
    except IntegrityError:
        message = _("Another edition of this report is being compiled. Repeat it after that one.")
        raise Refused("another_under_way", message) from None


def _repeat(report: Report | None, part_id: int | None) -> None:
    """A gathering that failed is not repeated: with it the whole edition is asked for anew."""
    if report is None or report.state not in (ReportState.INCOMPLETE, *UNDER_WAY):
        raise _nothing_failed()
    failed = report.parts.filter(state=PartState.FAILED)
    chosen = failed if part_id is None else failed.filter(pk=part_id)
    if not chosen.update(state=PartState.WAITING, attempts=0, error_code="", error=""):
        raise _nothing_failed()
    incomplete = Report.objects.filter(pk=report.pk, state=ReportState.INCOMPLETE)
    incomplete.update(state=ReportState.QUEUED)


def _nothing_failed() -> Refused:
    return Refused("nothing_failed", _("Nothing of this edition waits to be repeated."))
