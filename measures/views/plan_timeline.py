"""Measures of a plan along its years."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.forms.filters import PlanFilter
from measures.models import Measure
from measures.picture_words import plan_timeline
from measures.pictures import picture
from measures.queries.plan import plan_table
from measures.queries.timeline import rows
from measures.views.plan_asking import plan_asked

ROWS = 40  # of a picture; more can be leafed through


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    asked, plan = plan_asked(request, slug)
    form = PlanFilter(plan, request.GET)
    found = plan_table(plan, form.question(), asked.day, past=asked.past)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    told = rows(plan, list(page), asked.day, past=asked.past)
    query = f"?as_of={asked.as_of.isoformat()}" if asked.as_of else ""

    def link(measure: Measure) -> str:
        return reverse("measures:measure", args=[measure.pk]) + query

    drawn = picture(plan_timeline(plan, told, asked.day, link), name="timeline") if told else ""
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "rows": told,
        "picture": drawn,
        **asked.shown(),
    }
    return render(request, "measures/plan_timeline.html", context)
