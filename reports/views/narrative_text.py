"""One section in one language: written, drafted from accepted reports, marked as ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.translated import ORDER
from measures.permissions.plans import check_may_manage_plan
from measures.rules.two_texts import compared, joined
from measures.rules.wording import Piece
from measures.views.asking import Visit, ids_in, visit
from measures.views.report_saving import CONFLICT, closed_door, wrong
from reports.forms_narratives import TextForm
from reports.models import NarrativeSection, NarrativeText, SectionKind
from reports.narrative_words import Written, marked, section_title
from reports.queries_narratives import offers_of, text_before
from reports.services.narrative_history import CHANGED
from reports.services.narratives import add_accepted, decline, mark_not_ready, mark_ready, save_text
from reports.views.narratives import day_of, query_of

# The other sections are written by hand: no report belongs to them.
DRAFTED = (SectionKind.DIRECTION, SectionKind.OTHER, SectionKind.OVERDUE)


def text_to_write(pk: int, asked: Visit) -> NarrativeText:
    rows = NarrativeText.objects.select_related(
        "section__round__plan", "section__direction", "changed_by", "ready_by"
    )
    found = get_object_or_404(rows, pk=pk)
    check_may_manage_plan(asked.person, found.section.round.plan, asked.today)
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = text_to_write(pk, asked)
    if request.method != "POST":
        form = TextForm(initial={"text": found.text, "version": found.version})
        return _page(request, found, form, asked)
    if request.POST.get("action") == "theirs":
        messages.success(request, _("The text stays as the other version says."))
        return redirect(_address(request, found))
    return _write(request, found, asked)


def _address(request: HttpRequest, found: NarrativeText) -> str:
    """The same page, telling of the same day."""
    address = reverse("reports:narrative-text", args=[found.pk])
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _write(request: HttpRequest, found: NarrativeText, asked: Visit) -> HttpResponse:
    """Keeps the text first, then does what the button says; what fails leaves the text kept."""
    form = TextForm(request.POST)
    action = request.POST.get("action", "save")
    if not form.is_valid():
        return _page(request, found, form, asked)
    words, seen = form.cleaned_data["text"], form.seen_version()
    if action == "both":
        theirs = NarrativeText.objects.get(pk=found.pk)
        words, seen = joined(words, theirs.text), theirs.version
    try:
        found = _saved(found, words, asked, seen)
        form.rebase(found.version, found.text)
        said = ACTS.get(action, _only_saved)(request, found, asked)
    except Refused as refused:
        return _refused(request, found, form, refused, asked)
    messages.success(request, said)
    return redirect(_address(request, found))


def _saved(found: NarrativeText, words: str, asked: Visit, seen: int) -> NarrativeText:
    return save_text(found, words, by=asked.person, today=asked.today, version=seen)


def _only_saved(request: HttpRequest, found: NarrativeText, asked: Visit) -> str:
    return _("The text is saved.")


def _ready(request: HttpRequest, found: NarrativeText, asked: Visit) -> str:
    mark_ready(found, by=asked.person, today=asked.today, version=found.version)
    return _("The text is ready: it gets into the next edition.")


def _not_ready(request: HttpRequest, found: NarrativeText, asked: Visit) -> str:
    mark_not_ready(found, by=asked.person, today=asked.today)
    return _("The text is not ready any more: editions go without it.")


def _add(request: HttpRequest, found: NarrativeText, asked: Visit) -> str:
    day = day_of(request, found.section.round, asked.today)
    chosen = frozenset(ids_in(request.POST.getlist("source"))) or None
    added = add_accepted(
        found, chosen, by=asked.person, today=asked.today, day=day, version=found.version
    )
    return ngettext(
        "%(count)s accepted report stands in the text.",
        "%(count)s accepted reports stand in the text.",
        len(added),
    ) % {"count": len(added)}


def _decline(request: HttpRequest, found: NarrativeText, asked: Visit) -> str:
    day = day_of(request, found.section.round, asked.today)
    names = ("source", "elsewhere")
    chosen = frozenset(ids_in(one for name in names for one in request.POST.getlist(name)))
    decline(found, chosen, by=asked.person, today=asked.today, day=day)
    return _("These reports are not offered for this text any more.")


Act = Callable[[HttpRequest, NarrativeText, Visit], str]
ACTS: dict[str, Act] = {
    "ready": _ready,
    "not_ready": _not_ready,
    "add": _add,
    "decline": _decline,
}


@dataclass(frozen=True)
class Beside:
    """What somebody else saved meanwhile; `pieces` tell both texts as one."""

    theirs: NarrativeText
    pieces: list[Piece]


def _beside(found: NarrativeText, form: TextForm) -> Beside:
    theirs = NarrativeText.objects.select_related("changed_by").get(pk=found.pk)
    return Beside(theirs, compared(theirs.text, form.cleaned_data.get("text", "")))


def _refused(
    request: HttpRequest, found: NarrativeText, form: TextForm, refused: Refused, asked: Visit
) -> HttpResponse:
    """Mine stays in the form; theirs is shown beside it and is what a next save replaces."""
    beside = _beside(found, form) if refused.code == CHANGED else None
    if beside:
        form.rebase(beside.theirs.version, form.cleaned_data["text"])
    form.refuse(refused.code, str(refused))
    return _page(request, text_to_write(found.pk, asked), form, asked, beside=beside)


def _page(
    request: HttpRequest,
    found: NarrativeText,
    form: TextForm,
    asked: Visit,
    *,
    beside: Beside | None = None,
) -> HttpResponse:
    section, round_ = found.section, found.section.round
    day = day_of(request, round_, asked.today)
    before = text_before(found)
    drafts = section.kind in DRAFTED
    context = {
        "text": found,
        "section": section,
        "title": section_title(section),
        "round": round_,
        "form": form,
        "beside": beside,
        "day": day,
        "day_query": query_of(request, day),
        "offer": offers_of(section, day)[found.language],
        "before": before,
        "drafts": drafts,
        "side": before or drafts,
        "languages": _languages(section),
        **_around(section, found.language),
        **_written_by(found),
    }
    return render(
        request, "reports/narrative_text.html", context, status=422 if form.errors else 200
    )


def _languages(section: NarrativeSection) -> list[NarrativeText]:
    return sorted(section.texts.all(), key=lambda one: ORDER.index(one.language))


def _around(section: NarrativeSection, language: str) -> dict[str, Any]:
    """The sections before and after, in the same language; one statement."""
    rows = NarrativeText.objects.filter(
        section__round=section.round_id, section__left_out=False, language=language
    ).select_related("section__direction")
    ordered = list(rows.order_by("section__position", "section_id"))
    at = next((n for n, one in enumerate(ordered) if one.section_id == section.pk), None)
    if at is None:
        return {"earlier": None, "later": None}
    near = {"earlier": at - 1, "later": at + 1}
    return {
        name: (ordered[to], section_title(ordered[to].section)) if 0 <= to < len(ordered) else None
        for name, to in near.items()
    }


def _written_by(found: NarrativeText) -> dict[str, Any]:
    """Who wrote what; one statement."""
    sources = found.sources.select_related("agency")
    paragraphs = marked(found, sources)
    return {"paragraphs": paragraphs, "written": Written.of(paragraphs)}


@login_not_required
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed by now; for the page's script, as measures.views.report_saving."""
    if closed := closed_door(request):
        return closed
    asked = visit(request)
    found = text_to_write(pk, asked)
    form = TextForm(request.POST)
    if not form.is_valid():
        return wrong(form)
    try:
        kept = _saved(found, form.cleaned_data["text"], asked, form.seen_version())
    except Refused as refused:
        return JsonResponse(_refusal(request, found, form, refused), status=CONFLICT)
    return JsonResponse(_kept(request, kept))


def _kept(request: HttpRequest, kept: NarrativeText) -> dict[str, Any]:
    at = timezone.localtime(kept.changed_at) if kept.changed_at else timezone.localtime()
    context = {"text": kept, **_written_by(kept)}
    pieces = {
        "who-summary": render_to_string("reports/_narrative_who_summary.html", context, request),
        "who-wrote": render_to_string("reports/_narrative_who.html", context, request),
        "readiness": render_to_string("reports/_narrative_ready.html", context, request),
    }
    return {
        "state": "saved",
        "version": kept.version,
        "said": _("Saved at %(time)s") % {"time": date_format(at, "TIME_FORMAT")},
        "pieces": pieces,
    }


def _refusal(
    request: HttpRequest, found: NarrativeText, form: TextForm, refused: Refused
) -> dict[str, Any]:
    told: dict[str, Any] = {"state": "refused", "said": str(refused)}
    if refused.code == CHANGED:
        beside = _beside(found, form)
        html = render_to_string("reports/_narrative_theirs.html", vars(beside), request)
        told |= {"state": "conflict", "theirs": beside.theirs.version, "html": html}
    return told
