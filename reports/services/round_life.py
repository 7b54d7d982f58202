"""A round is closed, opened again, or reopened for one agency; each act stays on record.

Acts on one round take turns on its row, and each moves it only from where it stands.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.permissions.plans import check_may_manage_plan
from planner.rules.periods import DAY
from reports.models import Reopening, ReportingRound, RoundAct, RoundEvent, RoundState
from reports.queries_rounds import owes_in
from reports.services.news import tell_of_reopening, tell_of_round_opened_again


@transaction.atomic
def close_round(
    round_: ReportingRound, *, by: User | None, today: date, now: datetime
) -> RoundEvent:
    """From now on nothing periodic is handed in for it. Raises PermissionDenied; Refused
    "too_early" up to the executors' day, "closed_already"."""
    check_may_manage_plan(by, round_.plan, today)
    if today <= round_.executors_due_on:
        raise _too_early(round_)
    still = ReportingRound.objects.filter(pk=round_.pk, state=RoundState.OPEN)
    if not still.update(state=RoundState.CLOSED, closed_on=today, closed_at=now, closed_by=by):
        raise _closed_already(round_)
    round_.refresh_from_db()
    return _trace(round_, RoundAct.CLOSED, by=by, today=today, now=now)


@transaction.atomic
def open_again(
    round_: ReportingRound, *, by: User | None, today: date, now: datetime, reason: str
) -> RoundEvent:
    """The whole round takes reports again; what was reopened in it ends with that. Who still owes
    one hears of it. Raises PermissionDenied; Refused "reason_missing", "round_open"."""
    check_may_manage_plan(by, round_.plan, today)
    why = _reason(reason)
    closed = ReportingRound.objects.filter(pk=round_.pk, state=RoundState.CLOSED)
    if not closed.update(state=RoundState.OPEN, closed_on=None, closed_at=None, closed_by=None):
        raise _round_open()
    round_.refresh_from_db()
    round_.reopenings.filter(ended_on=None).update(ended_on=today, ended_by=by)
    event = _trace(round_, RoundAct.OPENED_AGAIN, by=by, today=today, now=now, note=why)
    tell_of_round_opened_again(round_, event, by=by, today=today)
    return event


@transaction.atomic
def reopen_part(
    round_: ReportingRound,
    agency: Agency,
    *,
    by: User | None,
    today: date,
    now: datetime,
    reason: str,
    last_day: date | None = None,
) -> Reopening:
    """The agency may hand in again, until the end of `last_day` where one is given; its people are
    told. Raises PermissionDenied; Refused "reason_missing", "last_day_past", "round_open",
    "nothing_owed", "reopened_already"."""
    check_may_manage_plan(by, round_.plan, today)
    why = _reason(reason)
    if last_day and last_day < today:
        raise Refused("last_day_past", _("The last day has passed: give today or a later one."))
    locked = ReportingRound.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if not locked.is_closed:
        raise _round_open()
    if not owes_in(round_, agency, today).exists():
        raise Refused("nothing_owed", _("This body owes no report for the round."))
    _end(round_.reopenings.filter(agency=agency, last_day__lt=today), now=now)
    if holding := round_.reopenings.filter(agency=agency, ended_on=None).first():
        raise _reopened_already(holding)
    made = Reopening.objects.create(
        round=round_, agency=agency, reason=why, last_day=last_day,
        opened_on=today, opened_at=now, opened_by=by,
    )  # fmt: skip
    until = last_day.isoformat() if last_day else None
    _trace(round_, RoundAct.REOPENED, agency, by=by, today=today, now=now, note=why, last_day=until)
    tell_of_reopening(made, by=by, today=today)
    return made


@transaction.atomic
def end_reopening(reopening: Reopening, *, by: User | None, today: date, now: datetime) -> None:
    """From today on the agency hands in no more. Raises PermissionDenied; Refused "ended"."""
    check_may_manage_plan(by, reopening.round.plan, today)
    holding = Reopening.objects.filter(pk=reopening.pk, ended_on=None)
    if not holding.update(ended_on=today, ended_by=by):
        raise Refused("ended", _("This part is closed again already."))
    reopening.refresh_from_db()
    _trace(reopening.round, RoundAct.ENDED, reopening.agency, by=by, today=today, now=now)


@transaction.atomic
def end_expired(*, today: date, now: datetime) -> int:
    """Records the end of those whose last day has passed; they hold no more in any case."""
    return _end(Reopening.objects.filter(last_day__lt=today), now=now)


def _end(reopenings: Any, *, now: datetime) -> int:
    ended = 0
    for one in reopenings.filter(ended_on=None).select_related("round", "agency").order_by("pk"):
        day = one.last_day + DAY
        if Reopening.objects.filter(pk=one.pk, ended_on=None).update(ended_on=day):
            _trace(one.round, RoundAct.ENDED, one.agency, by=None, today=day, now=now)
            ended += 1
    return ended


def _trace(
    round_: ReportingRound,
    act: RoundAct,
    agency: Agency | None = None,
    *,
    by: User | None,
    today: date,
    now: datetime,
    note: str = "",
    **data: Any,
) -> RoundEvent:
    return RoundEvent.objects.create(
        round=round_, act=act, agency=agency, actor=by, happened_on=today, at=now, note=note,
        data=data,
    )  # fmt: skip


def _reason(written: str) -> str:
    if not written.strip():
        raise Refused("reason_missing", _("Say why: the reason stays on record."))
    return written.strip()


def _too_early(round_: ReportingRound) -> Refused:
    said = _("Executors report until %(day)s: the round can be closed from the next day on.")
    day = date_format(round_.executors_due_on, "SHORT_DATE_FORMAT")
    return Refused("too_early", said % {"day": day})


def _closed_already(round_: ReportingRound) -> Refused:
    now = ReportingRound.objects.filter(pk=round_.pk).select_related("closed_by").first()
    if now is None or now.closed_on is None:
        return Refused("gone", _("The plan is reported on otherwise now. Look at its rounds."))
    told = {
        "day": date_format(now.closed_on, "SHORT_DATE_FORMAT"),
        "person": now.closed_by or _("the command line"),
    }
    return Refused("closed_already", _("The round is closed already: %(day)s, %(person)s.") % told)


def _round_open() -> Refused:
    return Refused("round_open", _("The round is open: reports can be handed in for it."))


def _reopened_already(holding: Reopening) -> Refused:
    if holding.last_day is None:
        said = _("The part of this body is reopened already.")
        return Refused("reopened_already", said)
    said = _("The part of this body is reopened already, until %(day)s. End that first.")
    day = date_format(holding.last_day, "SHORT_DATE_FORMAT")
    return Refused("reopened_already", said % {"day": day})
