"""A measure with its full history, and its removal from control."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from measures.forms.decisions import RemovalForm
from measures.models import Measure, MeasureState
from measures.permissions.overseeing import may_see_all_entries
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_manage_plan
from measures.queries.comparing import shown_changes
from measures.queries.dates import with_moves
from measures.queries.measure import measure_page, measures_to_read
from measures.queries.measure_parts import (
    ABOUT,
    changes_of,
    doers,
    files_of,
    heading,
    neighbours,
    own_report,
)
from measures.queries.then import entries_known, extensions_known, keep_rows, worded_on
from measures.queries.unfinished import taken_over_by
from measures.services.control import CompletionDocument, remove_from_control
from measures.views.asking import Visit, page_of, visit
from planner.models import LineOfAction, Task


@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    found = get_object_or_404(measures_to_read(), pk=pk)
    told = as_it_read(found, asked.as_of)
    context = {
        "measure": told,
        "taken_over_by": taken_over_by(found, asked.as_of),
        "may_manage": not asked.past and may_manage_plan(asked.person, found.plan, asked.today),
        "may_see_all": may_see_all_entries(asked.person, asked.today),
        **_lists(request, told, asked),
        **_around(request, told, asked),
        **asked.shown(),
    }
    return render(request, "measures/measure.html", context)


def _lists(request: HttpRequest, told: Measure, asked: Visit) -> dict[str, Any]:
    """Page by page: what is owed, reports, requests and the history, of one kind if asked."""
    about = request.GET.get("about", "")
    kinds = ABOUT.get(about, ())
    page = measure_page(told, asked.person, asked.today, as_of=asked.as_of, kinds=kinds)
    entries = page_of(request, page.entries, "epage")
    entries.object_list = entries_known(entries.object_list, asked.as_of)
    return {
        "obligations": page_of(request, with_moves(page.obligations, asked.day)),
        "entries": entries,
        "events": page_of(request, page.events, "hpage"),
        "about": about if kinds else "",
        "extensions": extensions_known(page.extensions, asked.as_of),
    }


def _around(request: HttpRequest, told: Measure, asked: Visit) -> dict[str, Any]:
    found = doers(told, asked.day, past=asked.past)
    return {
        "doers": found,
        "heading": heading(told, found),
        "files": page_of(request, files_of(told, asked.as_of), "fpage"),
        "changes": shown_changes(changes_of(told, asked.as_of)),
        "neighbours": neighbours(told, asked.as_of),
        "own_report": None if asked.past else own_report(told, asked.person, asked.today),
    }


def as_it_read(measure: Measure, as_of: date | None) -> Measure:
    """Http404 for a day on which nobody knew of it yet."""
    if as_of is None:
        return measure
    then = worded_on([measure.pk], as_of).get(measure.pk)
    if then is None:
        raise Http404(_("The measure was not in the plan on that day."))
    keep_rows(then, "tasks", Task.objects.all(), list(measure.tasks.all()))
    keep_rows(then, "lines", LineOfAction.objects.all(), list(measure.lines.all()))
    return then


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = get_object_or_404(measures_to_read(), pk=pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _remove(found, form, asked)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The measure is removed from control."))
            return redirect("measures:measure", pk=pk)
    context = {
        "measure": found,
        "form": form,
        "on_control": found.state == MeasureState.ON_CONTROL,
    }
    status = 422 if form.errors else 200
    return render(request, "measures/remove.html", context, status=status)


def _remove(found: Measure, form: RemovalForm, asked: Visit) -> None:
    typed = form.cleaned_data
    document = CompletionDocument(typed["kind"], typed["number"], typed["on"])
    remove_from_control(found, document, by=asked.person, today=asked.today, note=typed["note"])
