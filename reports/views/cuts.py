"""Own cuts of a report: kept, changed, looked at, asked for. Another's cut is not there at all."""

import logging
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.views.asking import Visit, visit
from planner.models import ActionPlan
from reports import tasks_cuts
from reports.draw.outline import outline
from reports.forms_cuts import FIELD_OF, CutForm, said_by, usual
from reports.gather.narrowed import narrow
from reports.models import Cut, CutEdition
from reports.permissions import (
    check_may_keep_cuts,
    may_cut_everything,
    may_read_cut,
    own_agencies,
)
from reports.queries_cuts import (
    bodies_of,
    editions_of,
    listed_cuts,
    plans_to_cut,
    readable_cuts,
)
from reports.services.cuts import ask_for_cut, change_cut, choice_of, keep_cut, retire_cut
from reports.services.cuts_making import choice_from, latest, round_reported

log = logging.getLogger(__name__)
ROWS_SHOWN = 200


@require_safe
def cuts(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_keep_cuts(asked.person, asked.today)
    rows = readable(list(listed_cuts(asked.person, asked.today)), asked)
    context = {"cuts": rows, "plans": list(plans_to_cut()), "person": asked.person}
    return render(request, "reports/cuts.html", context)


def readable(rows: list[Cut], asked: Visit) -> list[Cut]:
    """As permissions.may_read_cut says, asked once for each plan and not once for each cut."""
    own = set(own_agencies(asked.person, asked.today))
    whole = {
        plan: may_cut_everything(asked.person, plan, asked.today)
        for plan in {row.plan_id: row.plan for row in rows}.values()
    }
    return [row for row in rows if whole[row.plan] or (row.agencies and set(row.agencies) <= own)]


def _plan(request: HttpRequest) -> ActionPlan:
    """The plan that the address names, else the newest."""
    slug = request.GET.get("plan", "")
    found = plans_to_cut().filter(**({"slug": slug} if slug else {})).first()
    if found is None:
        raise Http404
    return found


def _bodies(plan: ActionPlan, person: User, today: date) -> tuple[list[Agency], bool]:
    """Whose reports the person may cut, and whether some have to be named."""
    bodies = bodies_of(plan)
    if may_cut_everything(person, plan, today):
        return bodies, False
    own = own_agencies(person, today)
    return [body for body in bodies if body.code in own], True


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_keep_cuts(asked.person, asked.today)
    plan = _plan(request)
    bodies, must = _bodies(plan, asked.person, asked.today)
    first = usual(bodies, must_name_bodies=must, kind=request.GET.get("kind", ""))
    form = CutForm(plan, bodies, request.POST or None, initial=first, must_name_bodies=must)
    if request.method == "POST" and form.is_valid():
        try:
            cut = keep_cut(plan, form.wish(), by=asked.person, today=asked.today)
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _("The cut is kept."))
            return redirect("reports:cut", pk=cut.pk)
    context = {"form": form, "plan": plan, "plans": list(plans_to_cut())}
    return render(request, "reports/cut_form.html", context, status=422 if form.errors else 200)


def _cut(pk: int, asked: Visit) -> Cut:
    """404 for those of others: whether a number is taken tells something too."""
    cut = get_object_or_404(readable_cuts(asked.person, asked.today), pk=pk)
    if not may_read_cut(asked.person, cut, asked.today):
        raise Http404
    return cut


@require_safe
def cut(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = _cut(pk, asked)
    context = {
        **_told(found),
        "editions": editions_of(found),
        "mine": found.owner_id == asked.person.pk,
        "round": _round(found, asked.today),
    }
    return render(request, "reports/cut.html", context)


def _told(found: Cut) -> dict[str, Any]:
    form = CutForm(found.plan, bodies_of(found.plan), must_name_bodies=False)
    names = {
        name: [str(words) for code, words in _choices(form, name) if code in getattr(found, name)]
        for name in ("agencies", "directions", "sections", "languages", "formats")
    }
    return {"cut": found, "told": names}


def _choices(form: CutForm, name: str) -> Any:
    return getattr(form.fields[name], "choices", ())


def _round(found: Cut, day: date) -> Any:
    try:
        return round_reported(found.plan, day)
    except Refused:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = _cut(pk, asked)
    if found.owner_id != asked.person.pk or found.retired_at:
        raise Http404
    bodies, must = _bodies(found.plan, asked.person, asked.today)
    form = CutForm(
        found.plan, bodies, request.POST or None, initial=said_by(found), must_name_bodies=must
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_cut(found, form.wish(), by=asked.person, today=asked.today)
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _("The cut is changed. What was made of it before stays."))
            return redirect("reports:cut", pk=pk)
    context = {"form": form, "plan": found.plan, "cut": found}
    return render(request, "reports/cut_form.html", context, status=422 if form.errors else 200)


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = _cut(pk, asked)
    retire_cut(found, by=asked.person, now=timezone.now())
    messages.success(request, _("The cut is retired: it is made no more, its files stay."))
    return redirect("reports:cut", pk=pk)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The cut as a page, from the facts of now or of the end of a day; nothing is kept."""
    asked = visit(request)
    found = _cut(pk, asked)
    context: dict[str, Any] = {"cut": found, "rows_shown": ROWS_SHOWN, **asked.shown()}
    try:
        whole = latest(
            found.plan, asked.day, by=asked.person, today=asked.today, number=1, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:cut", pk=pk)
    document = narrow(whole, choice_from(choice_of(found)))
    context["outline"] = outline(document, get_language() or "ru")
    return render(request, "reports/cut_preview.html", context)


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = _cut(pk, asked)
    try:
        edition = ask_for_cut(found, by=asked.person, today=asked.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:cut", pk=pk)
    transaction.on_commit(partial(_ring, edition))
    return redirect("reports:cut-edition", pk=edition.pk)


def _ring(edition: CutEdition) -> None:
    try:
        tasks_cuts.make_cut.delay(edition.pk)
    except OperationalError:
        log.warning("the broker is down: cut %s waits for the sweep", edition.pk)
