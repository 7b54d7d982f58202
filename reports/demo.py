"""The demonstration's closed round and its issued report, which anybody can verify. Who gets it is
invented."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from agencies.models import Role, User
from measures.models import Notice
from planner.models import ActionPlan
from reports.models import Issue, Report, ReportingRound, ReportState
from reports.services.compiling import compile_report
from reports.services.issuing import sign
from reports.services.recipients import Address, add_recipient
from reports.services.requests import request_report
from reports.services.round_life import close_round

STORY: Final[Path] = settings.BASE_DIR / "fixtures" / "demo" / "issued.json"


def issue_demonstration(plan: ActionPlan, *, today: date) -> Issue | None:
    """Its mails wait for a worker. None where the day has not come, or where a file could not be
    drawn: the demonstration goes on without. Outside of a transaction, as editions are compiled."""
    told = json.loads(STORY.read_text())
    closed_on, dated_on = (date.fromisoformat(told[name]) for name in ("closed_on", "dated_on"))
    round_ = ReportingRound.objects.filter(plan=plan, label=told["round"]).first()
    if round_ is None or today < dated_on:
        return None
    held = plan.coordinator.memberships.filter(role=Role.COORDINATOR).select_related("user")
    by = held.earliest("user__email").user
    close_round(round_, by=by, today=closed_on, now=timezone.now())
    report = _compiled(round_, by, closed_on)
    if report.state != ReportState.READY:
        return None
    _add_recipients(plan, told["recipients"], by, dated_on)
    issue = sign(
        report, number=told["number"], dated_on=dated_on, by=by, today=dated_on, now=timezone.now()
    )
    # News of then was read.
    Notice.objects.filter(told_on=dated_on, seen_at=None).update(seen_at=timezone.now())
    return issue


def _compiled(round_: ReportingRound, by: User, day: date) -> Report:
    report = request_report(round_, by=by, today=day)
    compile_report(report.pk)
    report.refresh_from_db()
    return report


def _add_recipients(
    plan: ActionPlan, recipients: list[dict[str, Any]], by: User, today: date
) -> None:
    for one in recipients:
        add_recipient(plan, Address(**one), by=by, today=today, now=timezone.now())
