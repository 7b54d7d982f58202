"""The coordinator's board; an observer looks on."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.forms.board import AGE_WORDS, SHOWN_WORDS, BoardFilter, kept_query
from measures.forms.saved_views import ViewNameForm
from measures.models import SavedView
from measures.permissions.overseeing import check_may_oversee, may_coordinate
from measures.queries import board as queries
from measures.queries import totals
from measures.queries.dates import with_moves
from measures.queries.queues import clocks, waiting
from measures.queries.saved_views import views_of
from measures.queries.then import with_wording
from measures.rules.lateness import Status
from measures.services.jobs import LONGEST
from measures.views.asking import PAGE_SIZE, Visit, visit

# What somebody can be reminded of; of the rest the order says why not.
REMINDABLE = (Status.OVERDUE, Status.RETURNED, Status.IN_PROGRESS, Status.NOT_DUE)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    views = views_of(asked.person)
    if not request.GET and (chosen := _opens_by_itself(views)):
        return redirect(f"{reverse('measures:board')}?{chosen.query}")
    form = BoardFilter(request.GET)
    question = form.question(asked.day)
    query = kept_query(request.GET)
    context = {
        "form": form,
        "question": question,
        "views": views,
        "view": next((one for one in views if one.query == query), None),
        "name_form": ViewNameForm(),
        "query": query,
        "most": LONGEST,
        "remindable": REMINDABLE,
        "may_tick": not asked.past and may_coordinate(asked.person, asked.today),
        "waiting": waiting(asked.as_of, clocks(asked.day)),
        "tab": "board",
        **_found(request, question, asked),
        **asked.shown(),
    }
    return render(request, "measures/board.html", context)


def _opens_by_itself(views: list[SavedView]) -> SavedView | None:
    return next((one for one in views if one.is_default and one.query), None)


def _found(request: HttpRequest, question: queries.Asked, asked: Visit) -> dict[str, Any]:
    day, past = asked.day, asked.past
    statuses = totals.by_status(question, day, past=past)
    count = None if question.age else statuses.get(question.status, 0)
    told = _totals(question, asked) if request.GET.get("totals") else {}
    return {
        "page": _page(request, question, asked, count),
        "by_status": [
            (status, SHOWN_WORDS[status], statuses.get(status, 0))
            for status in SHOWN_WORDS
            if statuses.get(status) or status in ("", question.status)
        ],
        **told,
    }


def _totals(question: queries.Asked, asked: Visit) -> dict[str, Any]:
    """Six statements; asked for when somebody wants to see them."""
    day, past = asked.day, asked.past
    ages = totals.by_age(question, day, past=past)
    return {
        "by_age": [(age, AGE_WORDS[age], count) for age, count in ages.items()],
        "by_agency": totals.by_agency(question, day, past=past),
        "by_direction": totals.by_direction(question, day, past=past),
        "by_task": totals.by_task(question, day, past=past),
    }


@require_safe
def board_totals(request: HttpRequest) -> HttpResponse:
    """What the board loads into itself."""
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    question = BoardFilter(request.GET).question(asked.day)
    told = _totals(question, asked)
    context = {"question": question, **told, **asked.shown()}
    return render(request, "measures/_board_totals.html", context)


def _page(
    request: HttpRequest, question: queries.Asked, asked: Visit, count: int | None
) -> "Page[Any]":
    """`count`: how many there are, where a total told it."""
    rows = with_moves(queries.listed(question, asked.day, past=asked.past), asked.day)
    pages = Paginator(rows, PAGE_SIZE)
    if count is not None:
        vars(pages)["count"] = count  # it would ask the database once more
    page = pages.get_page(request.GET.get("page"))
    page.object_list = with_wording(list(page.object_list), asked.day, past=asked.past)
    return page
