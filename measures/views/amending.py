"""One item of an amendment: a new wording, a new measure, a measure struck."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.telling import telling
from measures.forms.amending import AddedForm, WordingForm
from measures.forms.imports import PlanTableForm
from measures.forms.wordings import typed_from
from measures.importing.outcome import Options
from measures.importing.safety import check_size
from measures.models import Change, ChangeKind, Measure
from measures.permissions.plans import check_may_manage_plan
from measures.queries.comparing import shown_changes
from measures.rules.files import safe_name
from measures.rules.wording import wording_of
from measures.services.amendments import (
    Drafted,
    as_drafted,
    draft_from_table,
    drop_change,
    put_change,
)
from measures.services.versions import said_by
from measures.views.amendments import amendment_of
from measures.views.asking import Visit, visit
from planner.models import Amendment

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def reword(request: HttpRequest, pk: int, measure: int) -> HttpResponse:
    asked = visit(request)
    draft = _draft(pk, asked)
    found = _measure(draft, measure)
    known = draft.changes.filter(measure=found, kind=ChangeKind.REWORD).first()
    wording = known.wording if known else wording_of(said_by(found))
    initial = {**typed_from(wording), "seen": as_drafted(known)}
    form = WordingForm(draft.plan, request.POST or None, initial=initial)
    return _form(request, draft, form, asked, kind=ChangeKind.REWORD, measure=found, change=known)


@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    draft = _draft(pk, asked)
    form = AddedForm(draft.plan, request.POST or None)
    return _form(request, draft, form, asked, kind=ChangeKind.ADD)


@require_http_methods(METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """An item written before: a new wording by its measure, a new measure by itself."""
    asked = visit(request)
    change = _change(pk)
    draft = _draft(change.amendment_id, asked)
    if change.kind != ChangeKind.ADD:
        return redirect("measures:amendment-reword", pk=draft.pk, measure=change.measure_id)
    seen = as_drafted(change)
    initial = {**typed_from(change.wording), "after": change.after_id, "seen": seen}
    form = AddedForm(draft.plan, request.POST or None, initial=initial)
    return _form(request, draft, form, asked, kind=ChangeKind.ADD, change=change)


def _form(
    request: HttpRequest,
    draft: Amendment,
    form: WordingForm,
    asked: Visit,
    *,
    kind: ChangeKind,
    measure: Measure | None = None,
    change: Change | None = None,
) -> HttpResponse:
    theirs: list[Change] = []
    if request.method == "POST" and form.is_valid():
        try:
            put_change(
                draft,
                kind,
                by=asked.person,
                today=asked.today,
                measure=measure,
                wording=form.wording(),
                section=form.cleaned_data["section"],
                after=form.cleaned_data.get("after"),
                change=change if kind == ChangeKind.ADD else None,
                seen=form.cleaned_data["seen"] or None,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            theirs = [change] if change and refused.code == "changed_meanwhile" else []
            form.rebase(theirs)
        else:
            messages.success(request, _("The item is written into the draft."))
            return redirect("measures:amendment", pk=draft.pk)
    context: dict[str, Any] = {"amendment": draft, "plan": draft.plan, "measure": measure}
    context |= {"form": form, "theirs": shown_changes(theirs)}
    status = 422 if form.errors else 200
    return render(request, "measures/wording_form.html", context, status=status)


@require_http_methods(METHODS)
def table(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    draft = _draft(pk, asked)
    form = PlanTableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = _from_table(draft, form, asked)
        except Refused as refused:
            for line in str(refused).splitlines():
                form.add_error("file", line)
        else:
            messages.success(request, _drafted_words(drafted))
            return redirect("measures:amendment", pk=pk)
    context = {"amendment": draft, "plan": draft.plan, "form": form}
    status = 422 if form.errors else 200
    return render(request, "measures/amendment_table.html", context, status=status)


def _from_table(draft: Amendment, form: PlanTableForm, asked: Visit) -> Drafted:
    upload = form.cleaned_data["file"]
    check_size(upload.size or 0)
    return draft_from_table(
        draft,
        upload.read(),
        safe_name(upload.name or ""),
        by=asked.person,
        today=asked.today,
        options=Options(language=form.cleaned_data["language"] or None),
    )


def _drafted_words(drafted: Drafted) -> str:
    said = _(
        "Written into the draft: new wordings %(reworded)d, added %(added)d, struck %(struck)d."
    )
    return said % vars(drafted)


@require_POST
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    draft = _draft(pk, asked)
    measure = _measure(draft, _id(request))
    if request.POST.get("action") == "reword":
        return redirect("measures:amendment-reword", pk=pk, measure=measure.pk)
    with telling(request, _("The item is written into the draft.")):
        put_change(
            draft,
            ChangeKind.STRIKE,
            by=asked.person,
            today=asked.today,
            measure=measure,
            seen=as_drafted(None),
        )
    return redirect("measures:amendment", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    change = _change(pk)
    draft = _draft(change.amendment_id, asked)
    with telling(request, _("The item is taken out of the draft.")):
        drop_change(change, by=asked.person, today=asked.today)
    return redirect("measures:amendment", pk=draft.pk)


def _draft(pk: int, asked: Visit) -> Amendment:
    found = amendment_of(pk, asked)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    return found


def _measure(draft: Amendment, pk: int) -> Measure:
    rows = Measure.objects.select_related("deadline", "section", "plan")
    return get_object_or_404(rows.prefetch_related("executors", "costs"), pk=pk, plan=draft.plan_id)


def _change(pk: int) -> Change:
    return get_object_or_404(Change.objects.select_related("amendment__plan", "measure"), pk=pk)


def _id(request: HttpRequest) -> int:
    chosen = request.POST.get("measure", "")
    return int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
