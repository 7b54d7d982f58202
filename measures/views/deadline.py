"""A person dates a deadline that the text alone could not date, or corrects such dates."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.decisions import OTHER, DeadlineDatesForm, EventDateForm, SetForm
from measures.models import Deadline
from measures.permissions.plans import check_may_manage_plan
from measures.queries.dates import (
    due_after_event,
    effective_after,
    follows_an_event,
    plan_calendar,
    suggested,
)
from measures.rules.deadlines.suggesting import Suggestion
from measures.services.deadlines import as_seen, date_event, is_settable, set_dates
from measures.templatetags.dates import day_list, suggestion_reason
from measures.views.asking import Visit, visit


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    rows = Deadline.objects.select_related("measure__plan", "decided_by")
    deadline = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, deadline.measure.plan, asked.today)
    page = _event if follows_an_event(deadline) else _undecided
    return page(request, deadline, asked)


def _undecided(request: HttpRequest, deadline: Deadline, asked: Visit) -> HttpResponse:
    found = suggested(deadline, plan_calendar(deadline))
    offered = [(one.dates, _choice(one)) for one in found if one.dates]
    hints = [suggestion_reason(one) for one in found if not one.dates]
    form = DeadlineDatesForm(offered, request.POST or None, initial=_initial(deadline, found))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = set_dates(
                deadline,
                typed["dates"],
                by=asked.person,
                today=asked.today,
                note=typed["note"],
                seen=typed["seen"] or None,
            )
        except Refused as refused:
            _say(form, refused, deadline)
        else:
            return _done(request, deadline, made)
    return _page(request, deadline, form, hints=hints)


def _choice(one: Suggestion) -> str:
    return format_html(
        '<span>{} <span class="quiet">{}</span></span>', day_list(one.dates), suggestion_reason(one)
    )


def _initial(deadline: Deadline, found: tuple[Suggestion, ...]) -> dict[str, str]:
    """Nothing is chosen beforehand, but for dates that a person gave and may correct."""
    now = ",".join(deadline.due)
    keys = {",".join(day.isoformat() for day in one.dates) for one in found}
    choice = now if now in keys else OTHER
    return {
        "seen": as_seen(deadline),
        "dates": "\n".join(deadline.due),
        "choice": choice if deadline.due else "",
    }


def _event(request: HttpRequest, deadline: Deadline, asked: Visit) -> HttpResponse:
    """The counted date is shown before it is set: the first time the button only counts."""
    initial = {"seen": as_seen(deadline), "event_on": deadline.event_on}
    form = EventDateForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, deadline, form)
    typed = form.cleaned_data
    counted = None if typed["dates"] else due_after_event(deadline, typed["event_on"])
    follows = f"{typed['event_on']}:{counted}"
    if counted and typed["shown"] != follows:
        form = EventDateForm(_with(request.POST, shown=follows))
        return _page(request, deadline, form, counted=counted)
    try:
        made = date_event(
            deadline,
            typed["event_on"],
            by=asked.person,
            today=asked.today,
            dates=typed["dates"],
            note=typed["note"],
            seen=typed["seen"] or None,
        )
    except Refused as refused:
        return _page(request, deadline, _say(form, refused, deadline), counted=counted)
    return _done(request, deadline, made)


FIELD_OF = {"no_term": "dates", "dates_missing": "dates", "reason_missing": "note"}


def _say(form: SetForm, refused: Refused, deadline: Deadline) -> SetForm:
    """What was typed stays; setting it again after a change by another replaces theirs."""
    form.add_error(FIELD_OF.get(refused.code), str(refused))
    if refused.code == "changed_meanwhile" and isinstance(form.data, QueryDict):
        deadline.refresh_from_db()
        form.data = _with(form.data, seen=as_seen(deadline))
    return form


def _with(data: QueryDict, **changes: str) -> QueryDict:
    changed = data.copy()
    for name, value in changes.items():
        changed[name] = value
    return changed


def _done(request: HttpRequest, deadline: Deadline, made: int) -> HttpResponse:
    said = ngettext(
        "The deadline is set: %(count)d report is owed.",
        "The deadline is set: %(count)d reports are owed.",
        made,
    )
    nothing = _("The deadline is set as it was: nothing that is owed has moved.")
    messages.success(request, said % {"count": made} if made else nothing)
    return redirect("measures:measure", pk=deadline.measure_id)


def _page(
    request: HttpRequest,
    deadline: Deadline,
    form: SetForm,
    *,
    counted: date | None = None,
    hints: list[str] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "deadline": deadline,
        "measure": deadline.measure,
        "form": form,
        "open": is_settable(deadline),
        "after_event": follows_an_event(deadline),
        "in_force": [date.fromisoformat(day) for day in deadline.due],
        "hints": hints or [],
        "counted": counted,
        "steps": effective_after(deadline, counted) if counted else [],
    }
    status = 422 if form.errors else 200
    return render(request, "measures/deadline.html", context, status=status)
