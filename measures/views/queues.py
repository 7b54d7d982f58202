"""The three queues that wait for decisions: reports, requests for more time, deadlines."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.forms.queues import QueueFilter, RequestFilter
from measures.permissions.overseeing import check_may_oversee
from measures.queries.assigned import reviewers, with_reviewers
from measures.queries.queues import (
    Clock,
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


def _timed(
    page: "Page[Any]", clock: Clock, asked: Visit, since: Callable[[Any], date | None]
) -> "Page[Any]":
    """Its rows as they were owed on the day asked of, each with the day it is to be decided by."""
    page.object_list = clock.told(asked_then(page.object_list, asked.as_of), since)
    return page


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    asked = _allowed(request)
    known = clocks(asked.day)
    form = (RequestFilter if asked.as_of else QueueFilter)(request.GET)
    found = narrowed(
        review_queue(asked.as_of, known.reviews), form.question(), asked.person, asked.today
    )
    page = _timed(page_of(request, found), known.reviews, asked, lambda entry: entry.submitted_on)
    told = page.object_list
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
    found = narrowed(
        extension_queue(asked.as_of, known.decisions), form.question(), asked.person, asked.today
    )
    page = page_of(request, found)
    context = {
        "page": _timed(page, known.decisions, asked, lambda one: one.requested_on),
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
