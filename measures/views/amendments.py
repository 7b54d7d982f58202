"""The amendments of a plan, and one amendment with what it changes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.telling import telling
from measures.forms.amending import AdoptionForm
from measures.models import Measure
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_manage_plan
from measures.queries.comparing import shown_changes
from measures.services.amendments import (
    adopt_amendment,
    drop_amendment,
    effect_of,
    reopen_amendment,
    start_amendment,
)
from measures.views.asking import Visit, page_of, visit
from planner.models import ActionPlan, Amendment, AmendmentState

FIELD_OF = {
    "act_missing": "act",
    "act_taken": "act",
    "adopted_ahead": "adopted_on",
    "dates_far": "in_force_on",
    "in_force_before_adopted": "in_force_on",
}
OPEN = (AmendmentState.DRAFT, AmendmentState.ADOPTED)


@require_http_methods(["GET", "HEAD", "POST"])
def amendments(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plan = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
    if request.method == "POST":
        return _start(request, plan, asked)
    rows = plan.amendments.select_related("drafted_by").order_by("-in_force_on", "-pk")
    if not may_manage_plan(asked.person, plan, asked.today):
        rows = rows.filter(state__in=(AmendmentState.APPLIED, AmendmentState.ADOPTED))
    context = {
        "plan": plan,
        "page": page_of(request, rows),
        "may_manage": _may_change(plan, asked),
    }
    return render(request, "measures/amendments.html", context)


def _may_change(plan: ActionPlan, asked: Visit) -> bool:
    return plan.repealed_on is None and may_manage_plan(asked.person, plan, asked.today)


def _start(request: HttpRequest, plan: ActionPlan, asked: Visit) -> HttpResponse:
    """An empty draft of one's own is taken up again: a second press makes no second one."""
    mine = plan.amendments.filter(state=AmendmentState.DRAFT, drafted_by=asked.person)
    empty = mine.filter(changes=None).last()
    try:
        draft = empty or start_amendment(plan, by=asked.person, today=asked.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("measures:amendments", slug=plan.slug)
    return redirect("measures:amendment", pk=draft.pk)


def amendment_of(pk: int, asked: Visit) -> Amendment:
    """A draft is its plan's coordinators' own; what has an act, every viewer's."""
    rows = Amendment.objects.select_related("plan__coordinator", "drafted_by")
    found = get_object_or_404(rows, pk=pk)
    if found.state in (AmendmentState.DRAFT, AmendmentState.DROPPED):
        check_may_manage_plan(asked.person, found.plan, asked.today)
    check_may_view(asked.person, asked.today)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = amendment_of(pk, asked)
    if request.method == "POST":
        check_may_manage_plan(asked.person, found.plan, asked.today)
    known = {name: getattr(found, name) for name in ("act", "adopted_on", "in_force_on")}
    form = AdoptionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            adopted = adopt_amendment(
                found, by=asked.person, today=asked.today, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _said(adopted))
            return redirect("measures:amendment", pk=pk)
    status = 422 if form.errors else 200
    context = {"form": form, **_shown(Amendment.objects.get(pk=pk), found, asked)}
    return render(request, "measures/amendment.html", context, status=status)


def _said(adopted: Amendment) -> str:
    if adopted.state == AmendmentState.APPLIED:
        return _("The amendment is in force; the plan is changed.")
    return _("The amendment is adopted. The plan changes on the day when it comes into force.")


def _shown(now: Amendment, found: Amendment, asked: Visit) -> dict[str, Any]:
    changes = found.changes.select_related("measure", "section", "after").order_by("position")
    may_change = now.state == AmendmentState.DRAFT and _may_change(found.plan, asked)
    open_ = now.state in OPEN and may_manage_plan(asked.person, found.plan, asked.today)
    return {
        "amendment": now,
        "plan": found.plan,
        "changes": shown_changes(changes),
        "effect": effect_of(now, today=asked.today) if open_ else None,
        "may_change": may_change,
        "may_reopen": now.state == AmendmentState.ADOPTED and _may_change(found.plan, asked),
        "offered": _offered(found) if may_change else None,
    }


def _offered(found: Amendment) -> Any:
    """Measures that the draft does not change yet."""
    taken = found.changes.exclude(measure=None).values("measure")
    return Measure.objects.on_control().filter(plan=found.plan).exclude(pk__in=taken)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The draft is dropped; the plan is as it was.")
    found = _carry_out(drop_amendment, request, pk, done)
    return redirect("measures:amendments", slug=found.plan.slug)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The amendment is a draft again; the plan is as it was.")
    _carry_out(reopen_amendment, request, pk, done)
    return redirect("measures:amendment", pk=pk)


def _carry_out(act: Callable[..., object], request: HttpRequest, pk: int, done: str) -> Amendment:
    """A button without a form: what came of it is said on the page that follows."""
    asked = visit(request)
    found = amendment_of(pk, asked)
    with telling(request, done):
        act(found, by=asked.person, today=asked.today)
    return found
