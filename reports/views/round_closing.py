"""A round is closed after a look at what is missing, and opened again for a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.permissions.plans import check_may_manage_plan
from measures.views.asking import Visit, visit
from reports.forms_rounds import ReasonForm
from reports.models import ReportingRound
from reports.queries_rounds import not_reviewed, parts_of
from reports.rules.standing import Standing
from reports.services.round_life import close_round, open_again
from reports.views.round_page import remind_address, totals_of
from reports.views.rounds import found_round

SHOWN = 20  # of the reports that wait for review


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """An open round: what closing it leaves out, and the button. A closed one: opening it again."""
    asked = visit(request)
    found = found_round(pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    if request.method != "POST":
        return _page(request, found, asked, ReasonForm())
    if request.POST.get("action") == "open":
        return _open(request, found, asked)
    try:
        close_round(found, by=asked.person, today=asked.today, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        if refused.code == "gone":
            return redirect("reports:rounds")
    else:
        messages.success(request, _("The round is closed."))
    return redirect("reports:round", pk=pk)


def _open(request: HttpRequest, found: ReportingRound, asked: Visit) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, asked, form)
    try:
        reason = form.cleaned_data["reason"]
        open_again(found, by=asked.person, today=asked.today, now=timezone.now(), reason=reason)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The round is open again; who still owes a report is told."))
    return redirect("reports:round", pk=found.pk)


def _page(
    request: HttpRequest, found: ReportingRound, asked: Visit, form: ReasonForm
) -> HttpResponse:
    parts = parts_of(found, asked.today)
    waiting = not_reviewed(found, asked.today)
    context = {
        "round": found,
        "early": asked.today <= found.executors_due_on,
        "silent": [one for one in parts if one.standing == Standing.SILENT],
        "behind": [one for one in parts if one.out and one.standing != Standing.SILENT],
        "totals": totals_of(parts),
        "waiting": waiting[:SHOWN],
        "waiting_count": waiting.count(),
        "remind": remind_address(found, parts, asked),
        "form": form,
    }
    return render(request, "reports/round_close.html", context, status=422 if form.errors else 200)
