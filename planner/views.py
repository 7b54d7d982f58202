"""The Concept as a page, for whoever asks why a measure is in the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.clock import business_today, day_asked, shown_as_of
from planner import queries
from planner.models import Concept


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    concept = queries.latest_concept()
    if concept is None:
        return render(request, "planner/no_concept.html", status=404)
    address = reverse("planner:concept", args=[concept.slug])
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


@require_safe
def concept_page(request: HttpRequest, slug: str) -> HttpResponse:
    tree = queries.hierarchy(get_object_or_404(Concept, slug=slug))
    repealed_on = tree.concept.repealed_on
    today = business_today()
    as_of = day_asked(request.GET.get("as_of"), today)
    is_repealed = repealed_on is not None and repealed_on <= (as_of or today)
    page = {
        "tree": tree,
        "concept": tree.concept,
        "is_repealed": is_repealed,
        **shown_as_of(as_of),
    }
    return render(request, "planner/concept.html", page)
