"""One body's part of a round: what it owes, and its part reopened."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.models import Agency
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_manage_plan
from measures.permissions.reporting import may_open
from measures.rules.discipline import HANDED_IN
from measures.views.asking import Visit, visit
from reports import queries_rounds
from reports.forms_rounds import ReopenForm
from reports.models import Reopening, ReportingRound
from reports.services.round_life import end_reopening, reopen_part
from reports.views.round_page import read_by, reads_reasons
from reports.views.rounds import found_round

FIELD_OF = {"reason_missing": "reason", "last_day_past": "last_day"}
SHOWN = ("all", "out", "handed_in", "nil")


@require_safe
def part(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    found, agency = found_round(pk), get_object_or_404(Agency, code=code)
    return _page(request, found, agency, asked, ReopenForm())


def _page(
    request: HttpRequest, found: ReportingRound, agency: Agency, asked: Visit, form: ReopenForm
) -> HttpResponse:
    told = queries_rounds.part_of(found, agency, asked.day, past=asked.past)
    owed = queries_rounds.reports_owed(found, agency, asked.day, past=asked.past)
    opens = bool(owed) and not asked.past and may_open(asked.person, owed[0], asked.today)
    may_manage = may_manage_plan(asked.person, found.plan, asked.today) and not asked.past
    closed = found.was_closed(asked.day)
    show = request.GET.get("show", "all")
    context = {
        "round": found,
        "agency": agency,
        "part": told,
        "owed": shown_of(owed, show),
        "show": show if show in SHOWN else "all",
        "opens": opens,
        "closed": closed,
        "day": asked.day,
        "reads_reasons": reads_reasons(asked, agency),
        "may_reopen": may_manage and closed and told.reopening is None and bool(owed),
        "may_end": may_manage and told.reopening is not None,
        "history": [] if asked.past else read_by(asked, queries_rounds.history_of(found, agency)),
        "form": form,
        **asked.shown(),
    }
    return render(request, "reports/round_part.html", context, status=422 if form.errors else 200)


def shown_of(owed: Iterable[Any], show: str) -> list[Any]:
    """`show`: of SHOWN; anything else shows all."""
    return [one for one in owed if _is_shown(one, show)]


def _is_shown(one: Any, show: str) -> bool:
    if show == "handed_in":
        return one.state in HANDED_IN
    return bool({"out": one.is_out, "nil": one.is_nil}.get(show, True))


@require_POST
def reopen(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    asked = visit(request)
    found, agency = found_round(pk), get_object_or_404(Agency, code=code)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    form = ReopenForm(request.POST)
    if form.is_valid() and _reopened(found, agency, asked, form):
        said = _("The part of %(body)s is reopened; its people are told.")
        messages.success(request, said % {"body": agency.short})
        return redirect("reports:part", pk=pk, code=code)
    return _page(request, found, agency, asked, form)


def _reopened(found: ReportingRound, agency: Agency, asked: Visit, form: ReopenForm) -> bool:
    try:
        reopen_part(
            found,
            agency,
            by=asked.person,
            today=asked.today,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.code), str(refused))
        return False
    return True


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = Reopening.objects.select_related("round__plan", "agency")
    reopening = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, reopening.round.plan, asked.today)
    try:
        end_reopening(reopening, by=asked.person, today=asked.today, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The part is closed again."))
    return redirect("reports:part", pk=reopening.round_id, code=reopening.agency.code)
