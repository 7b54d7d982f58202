"""Plans, and a plan as its official table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from measures.forms.filters import PlanFilter
from measures.permissions.plans import check_may_view, may_change_plan
from measures.queries import plan as queries
from measures.queries.standing import counts_by_plan
from measures.views.asking import page_of, visit
from planner.models import ActionPlan


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    counts = counts_by_plan(asked.day, past=asked.past)
    context = {
        "plans": [(plan, counts.get(plan.pk, {})) for plan in queries.plans(asked.as_of)],
        **asked.shown(),
    }
    return render(request, "measures/plans.html", context)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    rows = ActionPlan.objects.select_related("concept", "coordinator")
    found = get_object_or_404(rows, slug=slug)
    form = PlanFilter(found, request.GET)
    day, past = asked.day, asked.past
    page = page_of(request, queries.plan_table(found, form.question(), day, past=past))
    measures = list(page)
    where = queries.stands(measures, day, past=past)
    manages = not past and may_change_plan(asked.person, found, asked.today)
    context = {
        "plan": found,
        "form": form,
        "page": page,
        "rows": [(measure, where[measure.pk]) for measure in measures],
        "amendments": queries.amendments_of(found, asked.as_of, with_drafts=manages),
        "may_manage": manages,
        **asked.shown(),
    }
    return render(request, "measures/plan.html", context)
