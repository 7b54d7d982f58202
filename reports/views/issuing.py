"""Signing an edition, and what becomes of it: confirmed, issued, sent, withdrawn."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from kombu.exceptions import OperationalError

from agencies.errors import Refused
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_manage_plan
from measures.views.asking import Visit, visit
from reports import queries_issuing as queries
from reports import tasks
from reports.forms_issuing import SignForm, WithdrawIssueForm
from reports.models import Dispatch, Issue, IssueState, Report, ReportState
from reports.permissions import may_confirm, may_take_back
from reports.rules.codes import grouped
from reports.services import dispatching, issuing

log = logging.getLogger(__name__)
FORM = ["GET", "HEAD", "POST"]
# At which field of the form a refusal stands; the rest is said above the form.
FIELDS = {
    "number_missing": "number",
    "number_taken": "number",
    "date_ahead": "dated_on",
    "date_early": "dated_on",
    "act_missing": "act",
    "reason_missing": "reason",
}


@require_http_methods(FORM)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one edition's signing and sending. A form is shown, and taken, where an edition
    may be signed; everybody with a role reads the rest."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    report = _report(pk, with_content=request.method == "POST")
    form = _sign_form(request, report, asked.today)
    if request.method == "POST":
        check_may_manage_plan(asked.person, report.round.plan, asked.today)
        if form.is_valid() and (signed := _sign(report, form, asked)):
            messages.success(request, _said_signed(signed))
            hurry()
            return redirect("reports:issue", pk=pk)
    context = _context(report, form, asked)
    if not context.get("form"):  # signed by somebody else meanwhile
        for said in form.non_field_errors():
            messages.error(request, str(said))
    return render(request, "reports/issue.html", context, status=422 if form.errors else 200)


def _report(pk: int, *, with_content: bool) -> Report:
    rows = Report.objects.select_related("round__plan__coordinator")
    return get_object_or_404(rows if with_content else rows.defer("content"), pk=pk)


def _sign_form(request: HttpRequest, report: Report, today: date) -> SignForm:
    proposed = queries.proposed_number(report.round.plan, today)
    return SignForm(
        request.POST if request.method == "POST" else None,
        first=report.as_of,
        last=today,
        initial={"number": proposed, "dated_on": today},
    )


def _sign(report: Report, form: SignForm, asked: Visit) -> Issue | None:
    said = form.cleaned_data
    try:
        return issuing.sign(report, by=asked.person, today=asked.today, now=timezone.now(), **said)
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), str(refused))
        return None


def _said_signed(signed: Issue) -> str:
    told = {"number": signed.number}
    if signed.state == IssueState.SIGNED:
        return _("Signed: No %(number)s. It is issued when a second coordinator confirms.") % told
    return _("Issued: No %(number)s. The recipients get it now.") % told


def _context(report: Report, form: SignForm, asked: Visit) -> dict[str, Any]:
    plan, person, today = report.round.plan, asked.person, asked.today
    manages = may_manage_plan(person, plan, today)
    found = queries.issue_of(report)
    context: dict[str, Any] = {
        "report": report,
        "round": report.round,
        "plan": plan,
        "issue": found,
        "acts": queries.acts_of(report),
        "may_manage": manages,
    }
    if found is None:
        ready = manages and report.state == ReportState.READY
        return context | {"form": form if ready else None, **_before(report, manages)}
    context |= {"code": grouped(found.code)}
    if manages:
        context |= {
            "mailing": queries.mailing_of(found),
            "may_confirm": may_confirm(person, found, today),
            "may_take_back": may_take_back(person, found, today),
        }
    return context


def _before(report: Report, manages: bool) -> dict[str, Any]:
    """What whoever signs should know beforehand."""
    if not manages:
        return {}
    plan = report.round.plan
    others = queries.issues_of_round(report.round_id).values()
    return {
        "recipients": queries.recipients_of(plan),
        "needs_second": queries.needs_second(plan),
        "replaces": [one for one in others if one.state == IssueState.ISSUED],
    }


Act = Callable[..., object]


def _acted(request: HttpRequest, pk: int, act: Act, said: Callable[[object], str]) -> HttpResponse:
    """Does it and goes back to the page of the edition, which says what came of it."""
    asked = visit(request)
    rows = Issue.objects.select_related("plan", "signed_by", "report__round")
    found = get_object_or_404(rows.defer("report__content"), pk=pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    try:
        done = act(found, by=asked.person, today=asked.today, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said(done))
        hurry()
    return redirect("reports:issue", pk=found.report_id)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, issuing.confirm, lambda _done: _("The report is issued."))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("The signature is taken back; the number is free again.")
    return _acted(request, pk, issuing.take_back, lambda _done: said)


@require_POST
def open_files(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = request.POST.get("open") == "1"
    opened = _("Whoever has the code may download the files now.")
    said = opened if wanted else _("The files are closed to strangers again.")
    return _acted(request, pk, partial(_open, wanted), lambda _done: said)


def _open(wanted: bool, issue: Issue, **who: Any) -> None:
    issuing.open_files(issue, wanted, **who)


@require_POST
def send_to_rest(request: HttpRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, dispatching.send_to_rest, _said_sent)


def _said_sent(done: object) -> str:
    count = int(str(done))
    return ngettext(
        "%(count)d further recipient gets the report.",
        "%(count)d further recipients get the report.",
        count,
    ) % {"count": count}


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` of the mail."""
    rows = Dispatch.objects.select_related("issue__plan", "recipient").defer("issue__told")
    dispatch = get_object_or_404(rows, pk=pk)
    said = _("The mail to %(office)s is sent again.") % {"office": dispatch.recipient.office}
    return _acted(request, dispatch.issue_id, partial(_again, dispatch), lambda _done: said)


def _again(dispatch: Dispatch, _issue: Issue, **who: Any) -> None:
    dispatching.send_again(dispatch, **who)


@require_http_methods(FORM)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = Issue.objects.select_related("plan", "report__round").defer("report__content")
    found = get_object_or_404(rows, pk=pk, state__in=(IssueState.ISSUED, IssueState.WITHDRAWN))
    check_may_manage_plan(asked.person, found.plan, asked.today)
    form = WithdrawIssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _withdraw(found, form, asked):
        messages.success(request, _("The report is withdrawn; whoever got it is told."))
        hurry()
        return redirect("reports:issue", pk=found.report_id)
    context = {"issue": found, "round": found.report.round, "report": found.report, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reports/issue_withdraw.html", context, status=status)


def _withdraw(found: Issue, form: WithdrawIssueForm, asked: Visit) -> bool:
    said, now = form.cleaned_data, timezone.now()
    try:
        issuing.withdraw(found, by=asked.person, today=asked.today, now=now, **said)
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), str(refused))
        return False
    return True


def hurry() -> None:
    """Rings a worker; with the broker down the mails wait for the next sweep all the same."""
    transaction.on_commit(_ring)


def _ring() -> None:
    try:
        tasks.send_issued.delay()
    except OperationalError:
        log.warning("the broker is down: mails with issued editions wait for the sweep")
