"""The plan of two days side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from measures.forms.days import DaysForm
from measures.permissions.plans import check_may_view
from measures.queries.comparing import compare as compared
from measures.views.asking import visit
from planner.models import ActionPlan


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    plan = get_object_or_404(ActionPlan, slug=slug)
    usual = {"first": plan.approved_on or plan.starts_on, "second": asked.today}
    form = DaysForm(asked.today, request.GET if "first" in request.GET else None, initial=usual)
    days = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = compared(plan, days["first"], days["second"]) if len(days) == 2 else None
    context = {"plan": plan, "form": form, "found": found, "days": days}
    status = 422 if form.errors else 200
    return render(request, "measures/compare.html", context, status=status)
