"""The auditors' pages. What they read is itself not recorded, what they take away is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit import exporting, queries, words
from audit.forms import RecordFilter
from audit.models import Entry
from audit.permissions import check_may_read_record
from audit.services.telling import tell_exported
from audit.shown import sealed, shown

LONGEST_ID = 18  # digits


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The record, as filtered; ?before=ID and ?after=ID turn its pages."""
    check_may_read_record(request.user)
    form = RecordFilter(request.GET)
    asked = form.question()
    page = queries.page_of(
        queries.found(asked), before=_number(request, "before"), after=_number(request, "after")
    )
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "shown": shown(page.entries),
        "query": _query(request),
        "chain": queries.standing(),
        "one": bool(asked.relation and asked.number),
        "table": words.table(asked.relation) if asked.relation else "",
        "formats": ("csv", "xlsx", "jsonl"),
    }
    return render(request, "audit/entries.html", context)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    check_may_read_record(request.user)
    found = get_object_or_404(Entry, pk=pk)
    [one] = sealed([found])
    context = {"shown": one, "link": one.link}
    return render(request, "audit/entry.html", context)


@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """What the page shows, all of it; the record says who took it away and what was asked."""
    check_may_read_record(request.user)
    if fmt not in exporting.CONTENT_TYPES:
        raise Http404
    asked = RecordFilter(request.GET).question()
    rows = queries.found(asked)
    if exporting.is_too_long(rows, fmt):
        messages.error(request, exporting.too_long())
        return redirect(_list(request))
    tell_exported(asked, fmt)
    return exporting.answer(rows, fmt)


def _list(request: HttpRequest) -> str:
    return f"{reverse('audit:entries')}?{_query(request)}"


def _query(request: HttpRequest) -> str:
    """The filters as the address tells them, without the place in the list."""
    kept = request.GET.copy()
    for name in ("before", "after"):
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return kept.urlencode()


def _number(request: HttpRequest, name: str) -> int | None:
    text: Any = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else None
