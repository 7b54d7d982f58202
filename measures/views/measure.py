"""A measure with its full history, and its removal from control."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.errors import Refused
from measures.forms.decisions import RemovalForm
from measures.models import Measure, MeasureState
from measures.permissions import (
    check_may_manage_plan,
    check_may_view,
    may_manage_plan,
    may_see_all_entries,
)
from measures.queries.measure import measure_page, measures_to_read
from measures.services.control import CompletionDocument, remove_from_control
from measures.views.asking import Visit, page_of, visit


@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    found = get_object_or_404(measures_to_read(), pk=pk)
    page = measure_page(found, asked.person, asked.today)
    context = {
        "measure": found,
        "obligations": page_of(request, page.obligations),
        "entries": page_of(request, page.entries, "epage"),
        "events": page_of(request, page.events, "hpage"),
        "extensions": page.extensions,
        "may_manage": may_manage_plan(asked.person, found.plan, asked.today),
        "may_see_all": may_see_all_entries(asked.person, asked.today),
    }
    return render(request, "measures/measure.html", context)


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
