"""The three queues that wait for decisions: reports, requests for more time, deadlines."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.forms.queues import QueueFilter, RequestFilter
from measures.permissions import check_may_oversee
from measures.queries.assigned import reviewers, with_reviewers
from measures.queries.queues import (
    clocks,
    extension_queue,
    narrowed,
    review_queue,
    told_of_then,
    waited_deadlines,
    waiting,
    waiting_deadlines,
)
from measures.queries.then import asked_then
from measures.services.jobs import LONGEST
from measures.views.asking import Visit, page_of, visit


def _allowed(request: HttpRequest) -> Visit:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    return asked


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    asked = _allowed(request)
    known = clocks(asked.day)
    form = (RequestFilter if asked.as_of else QueueFilter)(request.GET)
    rows = review_queue(asked.as_of, known.reviews)
    page = page_of(request, narrowed(rows, form.question(), asked.person, asked.today))
    then = asked_then(page.object_list, asked.as_of)
    told = known.reviews.told(then, lambda entry: entry.submitted_on)
    page.object_list = told_of_then(told) if asked.as_of else with_reviewers(told, asked.today)
    bodies = {one.obligation.measure.plan.coordinator_id for one in page.object_list}
    context = {
        "page": page,
        "form": form,
        "people": reviewers(bodies, asked.today),
        "most": LONGEST,
        "query": request.GET.urlencode(),
        "tab": "reports",
        "waiting": waiting(asked.as_of, known),
        **asked.shown(),
    }
    return render(request, "measures/review_queue.html", context)


@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    asked = _allowed(request)
    known = clocks(asked.day)
    form = RequestFilter(request.GET)
    rows = extension_queue(asked.as_of, known.decisions)
    page = page_of(request, narrowed(rows, form.question(), asked.person, asked.today))
    then = asked_then(page.object_list, asked.as_of)
    page.object_list = known.decisions.told(then, lambda one: one.requested_on)
    context = {
        "page": page,
        "form": form,
        "tab": "extensions",
        "waiting": waiting(asked.as_of, known),
        **asked.shown(),
    }
    return render(request, "measures/extension_queue.html", context)


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    asked = _allowed(request)
    rows: Any = waited_deadlines(asked.as_of) if asked.as_of else waiting_deadlines()
    context = {
        "page": page_of(request, rows),
        "tab": "deadlines",
        "waiting": waiting(asked.as_of, clocks(asked.day)),
        **asked.shown(),
    }
    return render(request, "measures/deadline_queue.html", context)


def queue_address(sent: QueryDict) -> str:
    """Of the reports, under the filters that were sent as `queue`, the query of an address."""
    asked = QueryDict(sent.get("queue", ""))
    kept = {name: asked[name] for name in (*QueueFilter.base_fields, "page") if asked.get(name)}
    return reverse("measures:review-queue") + (f"?{urlencode(kept)}" if kept else "")
