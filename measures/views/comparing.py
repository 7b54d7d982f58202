"""The plan of two days side by side."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.forms import PlainForm, day_input
from measures.permissions import check_may_view
from measures.queries.comparing import compare as compared
from measures.views.asking import visit
from planner.models import ActionPlan


class DaysForm(PlainForm):
    first = forms.DateField(label=_("As of"), widget=day_input())
    second = forms.DateField(label=_("and as of"), widget=day_input())

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, date]:
        """The earlier day first; a day that has not come is not known."""
        typed: dict[str, date] = super().clean() or {}
        days = sorted(day for day in typed.values() if day)
        if days and days[-1] > self.today:
            raise forms.ValidationError(_("A day that has not come cannot be compared."))
        return dict(zip(("first", "second"), days, strict=False)) if len(days) == 2 else typed


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
