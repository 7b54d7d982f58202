"""The officer's desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agencies.queries import standing_of
from measures.desk_words import PILE_WORDS, summary
from measures.forms.report import number_in
from measures.models import Obligation
from measures.queries.awaited import parts_awaited
from measures.queries.dates import internal_requests, with_moves
from measures.queries.desk import NOW, SHOWN, Desk, desk_of
from measures.queries.desk_rows import with_consolidators, with_requests
from measures.queries.signing import count_to_sign
from measures.queries.then import with_wording
from measures.views.asking import Visit, page_of, visit


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """`show`: a pile, or all that is to be done. `handed_in`: what was handed in from here."""
    asked = visit(request)
    pile = request.GET.get("show", NOW)
    shown = pile if pile in SHOWN else NOW
    found = desk_of(asked.person, asked.today, shown, as_of=asked.as_of)
    if not found.agencies:
        raise PermissionDenied(_("The desk is for officers and heads of agencies."))
    context = {
        "desk": found,
        "pile": shown,
        "pile_words": PILE_WORDS,
        "piles": _piles(found),
        "summary": summary(found, asked.day),
        "page": _page(request, found, asked),
        **(_today_only(request, found, asked) if not asked.past else {}),
        **asked.shown(),
    }
    return render(request, "measures/desk.html", context)


def _piles(found: Desk) -> list[tuple[str, Any, int]]:
    counts = {NOW: found.to_do, **found.counts}
    return [(name, PILE_WORDS[name], counts[name]) for name in SHOWN]


def _page(request: HttpRequest, found: Desk, asked: Visit) -> "Page[Any]":
    page = page_of(request, with_moves(found.rows, asked.day))
    rows = list(with_wording(list(page.object_list), asked.day, past=asked.past))
    with_consolidators(rows)
    if not asked.past:
        with_requests(rows)
    page.object_list = rows
    return page


def _today_only(request: HttpRequest, found: Desk, asked: Visit) -> dict[str, Any]:
    """What others owe to or ask of this desk, and what was handed in from it a moment ago."""
    return {
        "internal_requests": internal_requests(asked.person, asked.today),
        "awaited": parts_awaited(found.agencies, asked.today),
        "standing": standing_of(asked.person, asked.today),
        "to_sign": count_to_sign(found.agencies, asked.person, asked.today),
        "handed_in": _handed_in(request, found),
    }


def _handed_in(request: HttpRequest, found: Desk) -> Obligation | None:
    """The report that the person has just handed in with one click, while it can be taken back."""
    pk = number_in(request.GET.get("handed_in", ""))
    if not pk:
        return None
    own = Obligation.objects.filter(agency__in=found.agencies, entries__state="submitted")
    return own.filter(pk=pk).select_related("measure").first()
