"""Answers to what the apps below ask."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from measures.date_words import period_words
from measures.models import Obligation
from measures.rules.besides import Besides
from measures.rules.bounces import Notice
from measures.rules.long_work import LongWork
from measures.services.reminders.bounces import Taken
from measures.signals import handing_in, long_work_wanted, other_mail_came_back, reminders_wanted
from reports.models import Report, ReportState
from reports.queries import editions_asked_for
from reports.queries_reminders import rounds_to_remind_of
from reports.services.round_door import check_round_takes
from reports.services.sending_bounces import take_bounce


def rounds_wanted(*, today: date, **_signal: Any) -> list[Besides]:
    return list(rounds_to_remind_of(today))


def in_an_open_round(*, obligation: Obligation, today: date, lock: bool, **_signal: Any) -> bool:
    """True, or it raises."""
    check_round_takes(obligation, today=today, lock=lock)
    return True


def long_work(*, person: User | None, **_signal: Any) -> list[LongWork]:
    return [_as_long_work(report) for report in editions_asked_for(person)]


def edition_title(report: Report) -> str:
    told = {"round": period_words(report.round.label), "number": report.edition}
    return _("%(round)s, edition %(number)s") % told


def _as_long_work(report: Report) -> LongWork:
    return LongWork(
        title=partial(edition_title, report),
        state=report.get_state_display,
        asked_at=report.requested_at,
        path=reverse("reports:edition", args=[report.pk]),
        under_way=report.under_way,
        percent=report.progress if report.state == ReportState.COMPILING else None,
        failed=report.state in (ReportState.FAILED, ReportState.INCOMPLETE),
    )


def mail_came_back(*, notice: Notice, now: datetime, **_signal: Any) -> Taken | None:
    return take_bounce(notice, now=now)


def connect() -> None:
    handing_in.connect(in_an_open_round, dispatch_uid="reports.closed_rounds")
    long_work_wanted.connect(long_work, dispatch_uid="reports.editions")
    other_mail_came_back.connect(mail_came_back, dispatch_uid="reports.issues")
    reminders_wanted.connect(rounds_wanted, dispatch_uid="reports.rounds")
