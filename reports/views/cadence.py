"""How a plan is reported on: everybody reads it, its coordinators change it after a look ahead."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_change_plan
from measures.views.asking import Visit, visit
from planner.models import ActionPlan
from planner.rules.periods import Cadence, Period
from reports.forms_rounds import CadenceForm, OwnPeriodRows, more_rows, own_rows
from reports.services.cadence import (
    Outlook,
    UnsoundPeriods,
    Wanted,
    fingerprint,
    outlook,
    set_cadence,
)

SHOWN = 12  # periods to come; changes of the past


@require_http_methods(["GET", "HEAD", "POST"])
def cadence(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plan = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
    if request.method == "POST":
        check_may_manage_plan(asked.person, plan, asked.today)
        return _sent(request, plan, asked)
    if not may_change_plan(asked.person, plan, asked.today):
        return _page(request, plan, asked)
    return _page(request, plan, asked, _form(plan), own_rows(_coming(plan)))


def _form(plan: ActionPlan) -> CadenceForm:
    now = plan.stretches[-1]
    initial = {
        "cadence": now.cadence.value,
        "executors_day": now.executors_day,
        "coordinator_day": now.coordinator_day,
        "seen": fingerprint(plan),
    }
    return CadenceForm(initial=initial)


def _coming(plan: ActionPlan) -> list[Period]:
    """Own periods that can still be changed."""
    if plan.stretches[-1].cadence != Cadence.OWN:
        return []
    now = plan.stretches[-1]
    days = (now.executors_day, now.coordinator_day)
    since = outlook(plan, Wanted(Cadence.OWN, *days)).since
    return [one for one in plan.periods() if one.starts_on >= since]


def _sent(request: HttpRequest, plan: ActionPlan, asked: Visit) -> HttpResponse:
    """Looks ahead, or saves; what was typed stays until it can be saved."""
    sent = more_rows(request.POST) if "add" in request.POST else request.POST
    form, rows = CadenceForm(sent), own_rows([], sent)
    if not (form.is_valid() and _rows_hold(form, rows)) or "add" in request.POST:
        return _page(request, plan, asked, form, rows)
    own = rows.periods() if form.cleaned_data["cadence"] == Cadence.OWN else []
    wanted = form.wanted(own, plan.stretches[-1])
    if request.POST.get("action") != "save":
        ahead = outlook(plan, wanted)
        rows.refuse(ahead.found, ahead.since) if ahead.found else None
        return _page(request, plan, asked, form, rows, ahead)
    try:
        seen = form.cleaned_data["seen"]
        ahead = set_cadence(plan, wanted, by=asked.person, today=asked.today, seen=seen)
    except UnsoundPeriods as refused:
        rows.refuse(refused.found, outlook(plan, wanted).since)
        return _page(request, plan, asked, form, rows)
    except Refused as refused:
        form.add_error(None, str(refused))
        plan.refresh_from_db()
        return _page(request, plan, asked, _rebased(form, plan), rows)
    messages.success(request, _("Saved: rounds are opened so from now on."))
    return redirect("reports:cadence", slug=plan.slug)


def _rows_hold(form: CadenceForm, rows: OwnPeriodRows) -> bool:
    """Own periods matter only where the plan is reported on by them."""
    own = form.cleaned_data.get("cadence") == Cadence.OWN
    return not own or rows.is_valid()


def _rebased(form: CadenceForm, plan: ActionPlan) -> CadenceForm:
    """Saved once more, it replaces what is shown beside it now."""
    form.data = {**form.data.dict(), "seen": fingerprint(plan)}  # type: ignore[attr-defined]
    return form


def _page(
    request: HttpRequest,
    plan: ActionPlan,
    asked: Visit,
    form: CadenceForm | None = None,
    rows: OwnPeriodRows | None = None,
    ahead: Outlook | None = None,
) -> HttpResponse:
    faulty = bool(form and form.errors) or bool(rows and rows.is_bound and rows.total_error_count())
    periods = plan.periods()
    context = {
        "plan": plan,
        "form": form,
        "rows": rows,
        "faulty": faulty,
        "now": plan.stretches[-1],
        "stretches": plan.stretches,
        "labels": {one.label: one.pk for one in plan.rounds.all()},
        "coming": [one for one in periods if one.ends_on >= asked.today][:SHOWN],
        "ends": periods[-1].ends_on if periods else None,
        "ahead": None if faulty else ahead,
        "history": _history(plan),
    }
    return render(request, "reports/cadence.html", context, status=422 if faulty else 200)


def _history(plan: ActionPlan) -> list[Any]:
    """Who changed the cadence and when, the newest first; one statement."""
    kind = ContentType.objects.get_for_model(ActionPlan)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(plan.pk))
    told = rows.filter(change_message__contains='"reporting cadence"').select_related("user")
    return list(told.order_by("-action_time")[:SHOWN])
