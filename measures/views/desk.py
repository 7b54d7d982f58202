"""The officer's desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from measures.queries.dates import internal_requests, with_moves
from measures.queries.desk import PILES, Desk, desk_of
from measures.queries.then import with_wording
from measures.views.asking import Visit, page_of, visit

PILE_WORDS = {
    "now": gettext_lazy("Owed now"),
    "later": gettext_lazy("Later"),
    "waiting": gettext_lazy("Waiting for a date"),
    "review": gettext_lazy("In review"),
    "done": gettext_lazy("Closed"),
}


def _page(request: HttpRequest, found: Desk, asked: Visit) -> "Page[Any]":
    page = page_of(request, with_moves(found.rows, asked.day))
    page.object_list = with_wording(list(page.object_list), asked.day, past=asked.past)
    return page


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    pile = request.GET.get("show", "now")
    shown = pile if pile in PILES else "now"
    found = desk_of(asked.person, asked.today, shown, as_of=asked.as_of)
    if not found.agencies:
        raise PermissionDenied(_("The desk is for officers and heads of agencies."))
    context = {
        "desk": found,
        "pile": pile,
        "piles": [(name, PILE_WORDS[name], found.counts[name]) for name in PILES],
        "page": _page(request, found, asked),
        "internal_requests": [] if asked.past else internal_requests(asked.person, asked.today),
        **asked.shown(),
    }
    return render(request, "measures/desk.html", context)
