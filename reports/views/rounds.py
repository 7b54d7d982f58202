"""Rounds, where their bodies stand, and asking for an edition."""

from functools import partial

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_manage_plan
from measures.views.asking import visit
from reports import queries, queries_rounds, tasks
from reports.forms import CompileForm
from reports.models import ReportingRound
from reports.services.requests import request_report
from reports.views.round_page import parts_shown


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    context = {"rounds": queries.rounds(asked.day), "day": asked.day, **asked.shown()}
    return render(request, "reports/rounds.html", context)


def found_round(pk: int) -> ReportingRound:
    rows = ReportingRound.objects.select_related("plan__concept", "plan__coordinator", "closed_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    found = found_round(pk)
    form = CompileForm(first=found.starts_on, last=asked.today)
    return _round_page(request, found, form)


def _round_page(
    request: HttpRequest, found: ReportingRound, form: CompileForm, status: int = 200
) -> HttpResponse:
    asked = visit(request)
    may_manage = may_manage_plan(asked.person, found.plan, asked.today)
    parts = queries_rounds.parts_of(found, asked.day, past=asked.past)
    context = {
        "round": found,
        "form": form,
        "editions": queries.editions(found),
        "may_compile": may_manage and not asked.past,
        **parts_shown(found, parts, asked, request.GET.get("standing", "")),
        **asked.shown(),
    }
    return render(request, "reports/round.html", context, status=status)


@require_POST
def compile_(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = found_round(pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    form = CompileForm(request.POST, first=found.starts_on, last=asked.today)
    if form.is_valid():
        day = form.cleaned_data["as_of"]
        try:
            report = request_report(found, by=asked.person, today=asked.today, as_of=day)
        except Refused as refused:
            form.add_error("as_of", str(refused))
        else:
            transaction.on_commit(partial(tasks.ring, report.pk))
            return redirect("reports:edition", pk=report.pk)
    return _round_page(request, found, form, status=409)
