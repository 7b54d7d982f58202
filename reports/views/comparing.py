"""Two editions side by side: on a page, and as files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.signals import file_served
from measures.permissions.plans import check_may_view
from measures.views.asking import page_of, visit
from reports.draw import comparing as words
from reports.draw import sheets, wording
from reports.draw.comparing_values import Bodies
from reports.draw.model import Table
from reports.forms_comparing import CompareForm, edition_name
from reports.models import Report
from reports.queries_comparing import comparable, measures_named, usual_pair
from reports.rules.comparing import Comparison, Difference, Mark, compared, counts
from reports.views.attachments import attachment

FILTERS = (
    Mark.STATUS,
    Mark.OVERDUE,
    Mark.COMPLETED,
    Mark.DEADLINE,
    Mark.ADDED,
    Mark.STRUCK,
    Mark.WORDING,
    Mark.REPORTS,
)
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sides:
    """The earlier edition and the later one, and what changed between them."""

    first: Report
    second: Report
    found: Comparison
    bodies: Bodies

    @property
    def heads(self) -> tuple[str, str]:
        return edition_name(self.first), edition_name(self.second)

    def shown(self, differences: Iterable[Difference]) -> list[words.Shown]:
        rows = [words.shown(one, self.bodies) for one in differences]
        if all(row.measure for row in rows):
            return rows
        ids = measures_named(self.second.round.plan, self.second.as_of)
        return [
            replace(row, measure=row.measure or ids.get(key))
            for row, key in zip(rows, map(_key, differences), strict=True)
        ]


def _key(one: Difference) -> tuple[str, str]:
    return one.row["number"], one.row["title"]["ru"]


def sides_of(form: CompareForm) -> Sides | None:
    if not form.is_bound or not form.is_valid():
        return None
    first, second = (_with_content(form.cleaned_data[name]) for name in ("first", "second"))
    before, after = first.content or {}, second.content or {}
    return Sides(first, second, compared(before, after), Bodies(before, after))


def _with_content(report: Report) -> Report:
    return Report.objects.select_related("round__plan").get(pk=report.pk)


def form_of(query: QueryDict) -> CompareForm:
    """As the page opens by itself it compares the newest edition with the quarter before."""
    editions = list(comparable())
    pair = usual_pair(editions, query.get("second", ""))
    usual = {"first": str(pair[0].pk), "second": str(pair[1].pk)} if pair else {}
    asked = {name: query[name] for name in ("first", "second") if name in query}
    return CompareForm(editions, {**usual, **asked} if asked or usual else None)


def chosen(change: str, found: Comparison) -> list[Difference]:
    """In groups of one kind, the gravest first, inside of them as the plan has them."""
    rows = [one for one in found.differences if not change or change in one.marks]
    order = list(Mark)
    return sorted(rows, key=lambda one: order.index(one.kind))


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    form = form_of(request.GET)
    sides = sides_of(form)
    context: dict[str, Any] = {"form": form, "sides": sides}
    if sides:
        context |= _found(request, sides)
    return render(request, "reports/compare.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, sides: Sides) -> dict[str, Any]:
    by_direction = request.GET.get("by") == "direction"
    rows = chosen(request.GET.get("change", ""), sides.found)
    if by_direction:
        rows.sort(key=lambda one: words.headings(one.row, sides.bodies)[0])
    page = page_of(request, rows)
    told = counts(sides.found.differences)
    return {
        "tables": words.figures(sides.found, sides.heads),
        "groups": _groups(sides.shown(page.object_list), by_direction=by_direction),
        "page": page,
        "filters": [(mark.value, words.MARKS[mark], told[mark]) for mark in FILTERS],
        "change": request.GET.get("change", ""),
        "by": "direction" if by_direction else "kind",
        "query": f"first={sides.first.pk}&second={sides.second.pk}",
        "in_all": len(sides.found.differences),
    }


def _groups(rows: list[words.Shown], *, by_direction: bool) -> list[tuple[str, list[words.Shown]]]:
    def title(one: words.Shown) -> str:
        return one.under[0] if by_direction else str(words.MARKS[one.kind])

    return [(name, list(found)) for name, found in groupby(rows, title)]


@require_safe
def compare_file(request: HttpRequest, fmt: str) -> HttpResponse:
    """What the page shows, all pages of it: the changes as CSV, with all figures as XLSX."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    if fmt not in ("csv", "xlsx"):
        raise Http404
    form = form_of(request.GET)
    sides = sides_of(form)
    if sides is None:
        return render(request, "reports/compare.html", {"form": form, "sides": None}, status=422)
    rows = chosen(request.GET.get("change", ""), sides.found)
    data, name, kind = file_of(sides, rows, fmt)
    file_served.send(compare_file, request=request, what="comparison", pk="", name=name)
    return attachment(data, name, kind)


def file_of(sides: Sides, rows: Iterable[Difference], fmt: str) -> tuple[bytes, str, str]:
    """Its bytes, name and type; `fmt` is "csv" or "xlsx"."""
    changes = words.changes(sides.shown(rows), sides.heads)
    data = sheets.csv_bytes(changes) if fmt == "csv" else _workbook(sides, changes)
    return data, _name(sides, fmt), CSV if fmt == "csv" else XLSX


def _workbook(sides: Sides, changes: Table) -> bytes:
    facts = [
        (_("Action plan"), sides.second.round.plan.title),
        *((_("Edition"), head) for head in sides.heads),
        *((_("SHA-256 of the content"), report.sha256) for report in (sides.first, sides.second)),
        (_("Measures that differ"), wording.number(len(sides.found.differences))),
        (_("Measures that read the same"), wording.number(sides.found.unchanged)),
    ]
    tables = [*words.figures(sides.found, sides.heads), changes]
    return sheets.xlsx_bytes(_("What changed"), facts, tables)


def _name(sides: Sides, fmt: str) -> str:
    """e.g. "plan-2008-2010_2009Q1-1_2009Q2-3_changes.csv"."""
    first, second = (f"{one.round.label}-{one.edition}" for one in (sides.first, sides.second))
    return f"{sides.second.round.plan.slug}_{first}_{second}_changes.{fmt}"
