"""The sections in words of a round's report: which there are, how far each is, in what order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.clock import day_asked
from agencies.errors import Refused
from agencies.telling import telling
from agencies.translated import ORDER
from measures.permissions.plans import check_may_manage_plan
from measures.views.asking import Visit, ids_in, visit
from reports.forms_narratives import TitlesForm
from reports.models import NarrativeSection, NarrativeText, ReportingRound, SectionKind
from reports.narrative_words import section_title
from reports.queries_accepted import Found, accepted_in
from reports.queries_narratives import (
    Offer,
    offers_of_round,
    round_day,
    sections_of,
    standings,
    wanted_sections,
)
from reports.services import narrative_sections
from reports.services.narratives import draft_all


def round_to_write(pk: int, asked: Visit) -> ReportingRound:
    """Texts that are not in an edition yet are the coordinating body's alone."""
    rows = ReportingRound.objects.select_related("plan__coordinator")
    found = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, found.plan, asked.today)
    return found


def day_of(request: HttpRequest, round_: ReportingRound, today: date) -> date:
    """Of which accepted reports are told: `?as_of=`, else the round's own."""
    text = request.GET.get("as_of")
    return (day_asked(text, today) or today) if text else round_day(round_, today)


def query_of(request: HttpRequest, day: date) -> str:
    """So that the acts of a page speak of its day."""
    return f"?as_of={day.isoformat()}" if request.GET.get("as_of") else ""


@dataclass(frozen=True)
class Row:
    """A section; `cells` are its texts in ru, kk, en with what is offered for each."""

    section: NarrativeSection
    title: str
    cells: list[tuple[NarrativeText, Offer]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def narrative(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = round_to_write(pk, asked)
    form = TitlesForm(request.POST if request.POST.get("action") == "add" else None)
    if request.method != "POST":
        return _page(request, found, form, asked)
    act = ACTS.get(request.POST.get("action", ""))
    try:
        if act and act(request, found, form, asked):
            return redirect(_address(request, found, asked))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_address(request, found, asked))
    return _page(request, found, form, asked, status=422)


def _address(request: HttpRequest, round_: ReportingRound, asked: Visit) -> str:
    query = query_of(request, day_of(request, round_, asked.today))
    return reverse("reports:narrative", args=[round_.pk]) + query


def _begin(request: HttpRequest, round_: ReportingRound, form: TitlesForm, asked: Visit) -> bool:
    day = day_of(request, round_, asked.today)
    narrative_sections.begin(round_, by=asked.person, today=asked.today, day=day)
    return True


def _draft(request: HttpRequest, round_: ReportingRound, form: TitlesForm, asked: Visit) -> bool:
    language = request.POST.get("language", "")
    if language not in ORDER:
        return False
    day = day_of(request, round_, asked.today)
    made = draft_all(round_, language, by=asked.person, today=asked.today, day=day)
    said = ngettext(
        "Accepted reports were added to %(count)s section. Read and edit it.",
        "Accepted reports were added to %(count)s sections. Read and edit them.",
        len(made),
    )
    messages.success(request, said % {"count": len(made)})
    return True


def _add(request: HttpRequest, round_: ReportingRound, form: TitlesForm, asked: Visit) -> bool:
    if not form.is_valid():
        return False
    narrative_sections.add_section(round_, form.titles(), by=asked.person, today=asked.today)
    messages.success(request, _("The section is added at the end."))
    return True


Act = Callable[[HttpRequest, ReportingRound, TitlesForm, Visit], bool]
ACTS: dict[str, Act] = {"begin": _begin, "draft": _draft, "add": _add}


def _page(
    request: HttpRequest, round_: ReportingRound, form: TitlesForm, asked: Visit, status: int = 200
) -> HttpResponse:
    day = day_of(request, round_, asked.today)
    sections, found = list(sections_of(round_)), accepted_in(round_, day)
    rows = _rows(sections, found)
    there = {row.code for row in sections}
    context = {
        "round": round_,
        "form": form,
        "day": day,
        "day_query": query_of(request, day),
        "first_day": round_.starts_on,
        "rows": [row for row in rows if not row.section.left_out],
        "left_out": [row for row in rows if row.section.left_out],
        "missing": sum(one.code not in there for one in wanted_sections(round_, day)),
        "accepted": len(found.reports),
        "to_draft": _to_draft(rows),
        "standings": standings(round_),
    }
    return render(request, "reports/narratives.html", context, status=status)


def _rows(sections: list[NarrativeSection], found: Found) -> list[Row]:
    offers = offers_of_round(sections, found)
    return [
        Row(
            section,
            section_title(section),
            [
                (text, offers[section.pk][text.language])
                for text in sorted(section.texts.all(), key=lambda one: ORDER.index(one.language))
            ],
        )
        for section in sections
    ]


def _to_draft(rows: list[Row]) -> list[tuple[str, int]]:
    """By language, how many accepted reports no text has yet."""
    found = dict.fromkeys(ORDER, 0)
    for row in rows:
        for text, offer in row.cells if not row.section.left_out else ():
            found[text.language] += len(offer.new)
    return list(found.items())


@require_POST
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """A section moves, is left out, comes back."""
    asked = visit(request)
    row = get_object_or_404(NarrativeSection.objects.select_related("round__plan"), pk=pk)
    check_may_manage_plan(asked.person, row.round.plan, asked.today)
    action, by, today = request.POST.get("action", ""), asked.person, asked.today
    version = next(iter(ids_in([request.POST.get("version", "")])), 0)
    with telling(request):
        if action in ("up", "down"):
            narrative_sections.move(row, up=action == "up", by=by, today=today)
        elif action in ("leave", "back"):
            left_out = action == "leave"
            narrative_sections.leave_out(row, left_out, by=by, today=today, version=version)
    return redirect(_address(request, row.round, asked) + f"#section-{row.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def titles(request: HttpRequest, pk: int) -> HttpResponse:
    """Another title for a section of one's own."""
    asked = visit(request)
    rows = NarrativeSection.objects.select_related("round__plan").filter(kind=SectionKind.OWN)
    row = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, row.round.plan, asked.today)
    form = TitlesForm(request.POST or None, initial=_initial(row))
    version = next(iter(ids_in([request.POST.get("version", "")])), 0)
    if form.is_valid():
        try:
            narrative_sections.rename(
                row, form.titles(), by=asked.person, today=asked.today, version=version
            )
            return redirect("reports:narrative", pk=row.round_id)
        except Refused as refused:
            form.add_error(None, str(refused))
            row.refresh_from_db()
    context: dict[str, Any] = {"section": row, "round": row.round, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reports/narrative_titles.html", context, status=status)


def _initial(row: NarrativeSection) -> dict[str, str]:
    return {f"title_{code}": getattr(row, f"title_{code}") for code in ORDER}
