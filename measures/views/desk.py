"""The officer's desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from measures.queries.dates import internal_requests, with_moves
from measures.queries.desk import PILES, desk_of
from measures.views.asking import page_of, visit

PILE_WORDS = {
    "now": gettext_lazy("Owed now"),
    "later": gettext_lazy("Later"),
    "waiting": gettext_lazy("Waiting for a date"),
    "review": gettext_lazy("In review"),
    "done": gettext_lazy("Closed"),
}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    pile = request.GET.get("show", "now")
    found = desk_of(asked.person, asked.today, pile if pile in PILES else "now")
    if not found.agencies:
        raise PermissionDenied(_("The desk is for officers and heads of agencies."))
    context = {
        "desk": found,
        "pile": pile,
        "piles": [(name, PILE_WORDS[name], found.counts[name]) for name in PILES],
        "page": page_of(request, with_moves(found.rows)),
        "internal_requests": internal_requests(asked.person, asked.today),
    }
    return render(request, "measures/desk.html", context)
