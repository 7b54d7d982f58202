"""The auditors' pages. What they read is itself not recorded, what they take away is."""

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit import exporting, queries, words
from audit.forms import RecordFilter
from audit.models import Entry, Kind
from audit.permissions import check_may_read_record
from audit.services.telling import tell

LONGEST_ID = 18  # digits


@dataclass(frozen=True)
class Shown:
    """An entry with the words around it."""

    entry: Entry
    people: dict[int, str]

    @property
    def who(self) -> str:
        """ "": nobody who is known by name."""
        number = self.entry.actor
        return "" if number is None else self.people.get(number, f"№ {number}")

    @property
    def behalf(self) -> str:
        number = self.entry.behalf
        return "" if number is None else self.people.get(number, f"№ {number}")

    @property
    def thing(self) -> str:
        return words.table(self.entry.relation) if self.entry.relation else ""

    @property
    def called(self) -> str:
        """Of a person the name as it is known today."""
        entry = self.entry
        if entry.relation == queries.PEOPLE and entry.object_id.isdecimal():
            return self.people.get(int(entry.object_id), "")
        return entry.label

    @property
    def origin(self) -> str:
        return words.origin(self.entry)

    @property
    def typed(self) -> str:
        return words.typed(self.entry)

    @cached_property
    def changes(self) -> list[words.Change]:
        return words.changes(self.entry)


def _shown(entries: list[Entry]) -> list[Shown]:
    """One statement, for all names."""
    people = queries.names(
        number for entry in entries for number in (entry.actor, entry.behalf, _person_in(entry))
    )
    return [Shown(entry, people) for entry in entries]


def _person_in(entry: Entry) -> int | None:
    is_person = entry.relation == queries.PEOPLE and entry.object_id.isdecimal()
    return int(entry.object_id) if is_person else None


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
        "shown": _shown(page.entries),
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
    context = {"shown": _shown([found])[0], "link": queries.link_of(found)}
    return render(request, "audit/entry.html", context)


@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """What the page shows, all of it; the record says who took it away and what was asked."""
    check_may_read_record(request.user)
    if fmt not in exporting.CONTENT_TYPES:
        raise Http404
    asked = RecordFilter(request.GET).question()
    rows = queries.found(asked)
    if fmt == "xlsx" and rows[exporting.MOST_ROWS : exporting.MOST_ROWS + 1].exists():
        said = _("A workbook takes %(most)s rows at most: narrow the filters, or take CSV.")
        messages.error(request, said % {"most": exporting.MOST_ROWS})
        return redirect(_list(request))
    facts = {name: str(value) for name, value in asdict(asked).items() if value}
    tell(Kind.EXPORTED, relation="audit", label=fmt, facts=facts)
    return _file(rows, fmt)


def _file(rows: "QuerySet[Entry]", fmt: str) -> HttpResponseBase:
    kind = exporting.CONTENT_TYPES[fmt]
    told = rows.iterator(chunk_size=exporting.AT_ONCE)
    answer: HttpResponseBase
    if fmt == "xlsx":
        answer = HttpResponse(exporting.workbook(told), content_type=kind)
    else:
        lines = exporting.csv_lines if fmt == "csv" else exporting.json_lines
        answer = StreamingHttpResponse(lines(told), content_type=kind)
    name = f"audit-{timezone.localdate().isoformat()}.{fmt}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


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
