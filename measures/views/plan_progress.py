"""A plan by what it serves: how far each task and each direction is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.picture_words import progress_picture
from measures.pictures import Picture, picture
from measures.queries.plan import stands
from measures.queries.progress import Node, Progress, progress_of
from measures.queries.standing import measures_in_order
from measures.rules.lateness import Status
from measures.views.asking import Visit, page_of
from measures.views.plan_asking import plan_asked
from planner.models import ActionPlan


@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """`?node=task-5&status=overdue` opens a node and lists its measures, fifty at a time."""
    asked, plan = plan_asked(request, slug)
    told = progress_of(plan, asked.day, past=asked.past)
    node = told.by_key.get(request.GET.get("node", ""))
    status = _status(request.GET.get("status", ""))
    compared = [*told.directions, *told.mechanism, *_those_with_some(told.without_line)]
    context = {
        "plan": plan,
        "progress": told,
        "compared": compared,
        "picture": picture(_picture(plan, compared, asked), name="by-direction"),
        "opened": node.key if node else "",
        "opened_keys": _with_those_above(told, node),
        "status": status,
        **_list(request, told, node, status, asked),
        **asked.shown(),
    }
    return render(request, "measures/plan_progress.html", context)


def _status(text: str) -> Status | None:
    return Status(text) if text in list(Status) else None


def _those_with_some(*nodes: Node) -> list[Node]:
    return [node for node in nodes if node.total]


def _with_those_above(told: Progress, node: Node | None) -> set[str]:
    """So that a line is seen, its direction is open too."""
    if node is None:
        return set()
    tops = (*told.goals, *told.directions, *told.mechanism)
    return {node.key, *(top.key for top in tops if node in top.below)}


def _picture(plan: ActionPlan, nodes: list[Node], asked: Visit) -> Picture:
    address = reverse("measures:plan-progress", args=[plan.slug])
    then = f"&as_of={asked.as_of.isoformat()}" if asked.as_of else ""

    def link(key: str, status: Status) -> str:
        return f"{address}?node={key}&status={status}{then}#{key}"

    return progress_picture(nodes, link)


def _list(
    request: HttpRequest,
    told: Progress,
    node: Node | None,
    status: Status | None,
    asked: Visit,
) -> dict[str, object]:
    if node is None:
        return {}
    page = page_of(request, node.having(status, told.stands))
    measures = measures_in_order(list(page), asked.day, past=asked.past)
    where = stands(measures, asked.day, past=asked.past)
    return {"page": page, "rows": [(measure, where[measure.pk]) for measure in measures]}
