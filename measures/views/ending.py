"""Plans and Concepts lose force: they stay readable, and nothing on them is owed any more."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.forms.ending import EndForm
from measures.permissions.installation import check_may_repeal_concepts
from measures.permissions.plans import check_may_manage_plan
from measures.queries.ending import Ending, plans_in_force, what_ends
from measures.services.ending_plans import repeal_concept, repeal_plan
from measures.views.asking import Visit, visit
from planner.models import ActionPlan, Concept

End = Callable[[str, date], int]


@require_http_methods(["GET", "HEAD", "POST"])
def end_plan(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    plan = get_object_or_404(ActionPlan, slug=slug)
    check_may_manage_plan(asked.person, plan, asked.today)

    def end(act: str, on: date) -> int:
        return repeal_plan(plan, act=act, on=on, by=asked.person, today=asked.today)

    form = EndForm(request.POST or None)
    if request.method == "POST" and _ended(request, form, end):
        return redirect("measures:plan", slug=slug)
    context = {"plan": plan, "form": form, "ends": what_ends([plan])[0]}
    status = 422 if form.errors else 200
    return render(request, "measures/plan_end.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def repeal(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_repeal_concepts(asked.person)
    concept = get_object_or_404(Concept, slug=slug)

    def end(act: str, on: date) -> int:
        return repeal_concept(concept, act=act, on=on, by=asked.person, today=asked.today)

    form = EndForm(request.POST or None, recorded=concept.repealed_on is not None)
    if request.method == "POST" and _ended(request, form, end):
        return redirect("planner:concept", slug=slug)
    ends = what_ends(plans_in_force(concept))
    context = {
        "concept": concept,
        "form": form,
        "ends": ends,
        "open": _may_end(concept, ends, asked),
    }
    status = 422 if form.errors else 200
    return render(request, "measures/concept_repeal.html", context, status=status)


def _may_end(concept: Concept, ends: list[Ending], asked: Visit) -> bool:
    """Not repealed yet, or repealed by now while plans of it are still in force."""
    if concept.repealed_on is None:
        return True
    return bool(ends) and concept.repealed_on <= asked.today


def _ended(request: HttpRequest, form: EndForm, end: End) -> bool:
    """Whether it was done; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        count = end(form.cleaned_data.get("act", ""), form.cleaned_data.get("on", date.max))
    except Refused as refused:
        form.refuse(refused.code, str(refused))
        return False
    said = ngettext(
        "Entered: %(count)d measure has ended.", "Entered: %(count)d measures have ended.", count
    )
    messages.success(request, said % {"count": count})
    return True
