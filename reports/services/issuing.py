"""An edition is signed, confirmed by a second person where the plan asks, and issued.

Whoever issues or withdraws takes the plan's lock first, so that two editions of a round cannot
pass each other; each move is a conditional update besides, and each leaves an act.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions.plans import check_may_manage_plan
from measures.services.locks import lock
from planner.models import ActionPlan
from reports.models import (
    CODE_LENGTH,
    Issue,
    IssueAct,
    IssueActKind,
    IssuedFile,
    IssueState,
    Report,
    SigningRule,
)
from reports.permissions import check_may_set_signing, may_confirm, may_take_back
from reports.queries_issuing import needs_second
from reports.rules.numbers import plain_number
from reports.services import issuing_news as news
from reports.services.dispatching import order_for_all, order_withdrawals
from reports.services.signing_checks import (
    check_can_be_signed,
    check_none_later,
    check_not_signed,
    check_number_free,
)


@transaction.atomic
def set_second_person(
    plan: ActionPlan, wanted: bool, *, by: User, today: date, now: datetime
) -> None:
    """Whether reports signed from now on need a second signature. Raises PermissionDenied."""
    check_may_set_signing(by, plan, today)
    lock(ActionPlan.objects.filter(pk=plan.pk))
    if needs_second(plan) != wanted:
        SigningRule.objects.create(plan=plan, second_person=wanted, set_by=by, set_at=now)


@transaction.atomic
def sign(
    report: Report, *, number: str, dated_on: date, by: User, today: date, now: datetime
) -> Issue:
    """Signs a ready edition; it is issued at once, unless the plan asks for a second person.

    Raises PermissionDenied; Refused "not_ready", "number_missing", "date_ahead", "date_early",
    "file_lost", "file_changed", "signed", "older", "number_taken".
    """
    plan = report.round.plan
    check_may_manage_plan(by, plan, today)
    check_can_be_signed(report, number, dated_on, today)
    lock(ActionPlan.objects.filter(pk=plan.pk))
    check_not_signed(report)
    check_none_later(report)
    check_number_free(plan, number, dated_on)
    issue = Issue.objects.create(
        report=report,
        plan=plan,
        number=plain_number(number),
        year=dated_on.year,
        dated_on=dated_on,
        sha256=report.sha256,
        code=report.sha256[:CODE_LENGTH],
        told=_told(report),
        needs_second=needs_second(plan),
        signed_by=by,
        signed_on=today,
        signed_at=now,
    )
    leave(issue, IssueActKind.SIGNED, by=by, today=today, now=now)
    if issue.needs_second:
        news.tell_second_person(issue, by=by, today=today)
    else:
        _issue(issue, by=by, today=today, now=now)
    return issue


@transaction.atomic
def confirm(issue: Issue, *, by: User, today: date, now: datetime) -> None:
    """The second signature: the edition is issued.

    Raises PermissionDenied; Refused "same_person", "decided", "older".
    """
    check_may_manage_plan(by, issue.plan, today)
    if issue.signed_by_id == by.pk:
        raise Refused("same_person", _("You signed first: the second person must be another."))
    if not may_confirm(by, issue, today):
        raise PermissionDenied(_("You act for the person who signed first: another confirms."))
    lock(ActionPlan.objects.filter(pk=issue.plan_id))
    check_none_later(issue.report)
    leave(issue, IssueActKind.CONFIRMED, by=by, today=today, now=now)
    _issue(issue, by=by, today=today, now=now, confirmed_by=by)


@transaction.atomic
def take_back(issue: Issue, *, by: User, today: date, now: datetime) -> None:
    """Before the second person has confirmed. The number is free again; the act stays on record.

    Raises PermissionDenied; Refused "decided".
    """
    if not may_take_back(by, issue, today):
        raise PermissionDenied(_("Only the person who signed may take the signature back."))
    lock(ActionPlan.objects.filter(pk=issue.plan_id))
    if not _signed(issue).update(state=IssueState.TAKEN_BACK):
        raise _decided()
    leave(issue, IssueActKind.TAKEN_BACK, by=by, today=today, now=now)
    issue.refresh_from_db()


@transaction.atomic
def withdraw(issue: Issue, *, reason: str, act: str, by: User, today: date, now: datetime) -> None:
    """It was issued and does not stand any more; whoever got it is told by mail.

    `act`: the document by which it is withdrawn. Raises PermissionDenied; Refused
    "reason_missing", "act_missing", "not_issued".
    """
    check_may_manage_plan(by, issue.plan, today)
    reason, act = reason.strip(), plain_number(act)
    if not reason:
        raise Refused(
            "reason_missing", _("Say why it is withdrawn: everybody who checks reads it.")
        )
    if not act:
        raise Refused("act_missing", _("Name the act by which it is withdrawn."))
    lock(ActionPlan.objects.filter(pk=issue.plan_id))
    told = {"withdrawn_by": by, "withdrawn_on": today, "withdrawn_at": now}
    texts = {"withdrawn_reason": reason, "withdrawn_act": act}
    if not _issued(issue).update(state=IssueState.WITHDRAWN, **told, **texts):
        raise _not_issued()
    leave(issue, IssueActKind.WITHDRAWN, by=by, today=today, now=now, detail=f"{act}\n{reason}")
    order_withdrawals(issue, now=now)
    issue.refresh_from_db()
    news.tell_all(issue, by=by, today=today)


@transaction.atomic
def open_files(issue: Issue, wanted: bool, *, by: User, today: date, now: datetime) -> None:
    """Whether whoever has the code may download the files. A second time changes nothing.

    Raises PermissionDenied; Refused "not_issued".
    """
    check_may_manage_plan(by, issue.plan, today)
    if not _issued(issue).exists():
        raise _not_issued()
    if _issued(issue).filter(public=not wanted).update(public=wanted):
        kind = IssueActKind.OPENED if wanted else IssueActKind.CLOSED
        leave(issue, kind, by=by, today=today, now=now)
    issue.refresh_from_db()


def leave(
    issue: Issue, kind: IssueActKind, *, by: User, today: date, now: datetime, detail: str = ""
) -> None:
    IssueAct.objects.create(issue=issue, kind=kind, by=by, on=today, at=now, detail=detail)


def _issue(
    issue: Issue, *, by: User, today: date, now: datetime, confirmed_by: User | None = None
) -> None:
    moved = _signed(issue).update(
        state=IssueState.ISSUED, issued_on=today, issued_at=now, confirmed_by=confirmed_by
    )
    if not moved:
        raise _decided()
    issue.refresh_from_db()
    IssuedFile.objects.bulk_create(
        IssuedFile(issue=issue, file=row, **_of_file(row))
        for row in issue.report.files.order_by("pk")
    )
    leave(issue, IssueActKind.ISSUED, by=by, today=today, now=now)
    _replace_earlier(issue, by=by, today=today, now=now)
    order_for_all(issue, now=now)
    news.tell_all(issue, by=by, today=today)


def _of_file(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("format", "language", "sha256", "size")}


def _replace_earlier(issue: Issue, *, by: User, today: date, now: datetime) -> None:
    """Also those withdrawn meanwhile: whoever holds one hears what stands in its place."""
    earlier = Issue.objects.once_issued().filter(
        report__round=issue.report.round_id,
        report__edition__lt=issue.report.edition,
        replaced_by=None,
    )
    for one in earlier:
        if Issue.objects.filter(pk=one.pk, replaced_by=None).update(replaced_by=issue):
            leave(one, IssueActKind.REPLACED, by=by, today=today, now=now, detail=str(issue))


def _told(report: Report) -> dict[str, Any]:
    """From the frozen content, in which nothing is renamed any more."""
    content = report.content or {}
    plan, round_ = content["plan"], content["round"]
    return {
        "title": plan["title"],
        "body": content["bodies"][plan["coordinator"]]["name"],
        "round": round_["label"],
        "starts_on": round_["starts_on"],
        "ends_on": round_["ends_on"],
        "as_of": content["as_of"],
        "edition": content["edition"],
    }


def _signed(issue: Issue) -> QuerySet[Issue]:
    return Issue.objects.filter(pk=issue.pk, state=IssueState.SIGNED)


def _issued(issue: Issue) -> QuerySet[Issue]:
    return Issue.objects.filter(pk=issue.pk, state=IssueState.ISSUED)


def _decided() -> Refused:
    message = _("This signature was confirmed or taken back meanwhile. Look at the page again.")
    return Refused("decided", message)


def _not_issued() -> Refused:
    return Refused(
        "not_issued", _("This edition does not stand as issued: look at the page again.")
    )
