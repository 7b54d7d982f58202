"""The one box for everything, and what it suggests while a person types."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from measures.permissions.plans import check_may_view
from measures.queries.searching import KINDS, Capped, found_of, suggested
from measures.rules.search_words import LONGEST_QUERY, words_in
from measures.views.asking import Visit, visit

NAMES: Final = {
    "measures": _("Measures"),
    "agencies": _("Agencies"),
    "reports": _("Texts of reports"),
    "concept": _("The Concept"),
    "amendments": _("Amendments"),
}
FEW, PAGE = 5, 20  # rows of each kind together, and of one kind alone


@dataclass(frozen=True)
class Group:
    """What was found of a kind; `page` is None where its rows are not shown."""

    kind: str
    name: Any
    rows: Capped
    page: "Page[Any] | None"


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    text = _typed(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    groups = _groups(text, kind, asked, request.GET.get("page")) if text else []
    context = {
        "q": text,
        "kind": kind,
        "words": words_in(text),
        "groups": groups,
        "any_found": any(group.rows.found for group in groups),
        "nothing_of_kind": not any(group.page for group in groups),
        "longest": LONGEST_QUERY,
    }
    return render(request, "measures/search.html", context)


def _groups(text: str, kind: str, asked: Visit, number: str | None) -> list[Group]:
    """All are counted; the rows of one kind are read, or a few of each."""
    found = []
    for one in KINDS:
        rows = Capped(found_of(one, text, asked.person, asked.today), PAGE if kind else FEW)
        shown = kind in ("", one)
        page = rows.get_page(number if kind else 1) if shown and rows.found else None
        found.append(Group(one, NAMES[one], rows, page))
    return found


def _typed(request: HttpRequest) -> str:
    """Without what no database takes, and no longer than is read."""
    return request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUERY]


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Options of a list box for what is typed so far; an empty list where there is nothing."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    text = _typed(request)
    found = suggested(text)
    context = {"found": found, "words": words_in(text), "q": text}
    return render(request, "measures/_suggested.html", context)
