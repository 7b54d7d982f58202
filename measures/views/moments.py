"""A measure at any two moments, side by side."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from measures.forms.days import DaysForm
from measures.models import Measure
from measures.permissions.plans import check_may_view
from measures.queries.measure import measures_to_read
from measures.queries.moments import choices, compared
from measures.views.asking import visit


@require_safe
def moments(request: HttpRequest, pk: int) -> HttpResponse:
    """As approved and today, unless two days are asked for."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    measure = get_object_or_404(measures_to_read(), pk=pk)
    chosen = choices(measure, asked.today)
    usual = {"first": chosen[0].first, "second": chosen[0].second}
    form = DaysForm(asked.today, request.GET if "first" in request.GET else None, initial=usual)
    days = _days(form) if form.is_bound else usual
    context = {"measure": measure, "form": form, "choices": chosen, "days": days}
    context |= _told(measure, days)
    return render(request, "measures/moments.html", context, status=422 if form.errors else 200)


def _days(form: DaysForm) -> dict[str, date]:
    return form.cleaned_data if form.is_valid() else {}


def _told(measure: Measure, days: dict[str, date]) -> dict[str, Any]:
    if len(days) < 2:
        return {"found": None}
    return {"found": compared(measure, days["first"], days["second"])}
