"""Who edited a section when, what each version said, and an earlier one brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.errors import Refused
from measures.rules.two_texts import compared
from measures.views.asking import Visit, ids_in, page_of, visit
from reports.models import NarrativeAct, NarrativeChange, NarrativeText
from reports.narrative_words import section_title
from reports.queries_narratives import history_of
from reports.services.narratives import restore
from reports.views.narrative_text import text_to_write

# After these the text may say something else than before.
WRITING = (
    NarrativeAct.DRAFTED,
    NarrativeAct.EDITED,
    NarrativeAct.ADDED,
    NarrativeAct.RESTORED,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    found = text_to_write(pk, asked)
    if request.method == "POST":
        return _restore(request, found, asked)
    context = {
        "text": found,
        "section": found.section,
        "title": section_title(found.section),
        "round": found.section.round,
        "changes": page_of(request, history_of(found)),
        "writing": WRITING,
        **_shown(request, found),
    }
    return render(request, "reports/narrative_history.html", context)


def _shown(request: HttpRequest, found: NarrativeText) -> dict[str, object]:
    """The version that the address names, and what was changed in the text since."""
    change = _change(request.GET.get("version", ""), found)
    return {"shown": change, "pieces": compared(change.text, found.text) if change else []}


def _change(written: str, found: NarrativeText) -> NarrativeChange | None:
    ids = ids_in([written])
    rows = history_of(found).filter(kind__in=WRITING)
    return get_object_or_404(rows, pk=ids[0]) if ids else None


def _restore(request: HttpRequest, found: NarrativeText, asked: Visit) -> HttpResponse:
    change = _change(request.POST.get("change", ""), found)
    seen = next(iter(ids_in([request.POST.get("version", "")])), 0)
    if change is None:
        return redirect("reports:narrative-history", pk=found.pk)
    try:
        restore(found, change, by=asked.person, today=asked.today, version=seen)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:narrative-history", pk=found.pk)
    messages.success(request, _("The text says again what it said in the chosen version."))
    return redirect("reports:narrative-text", pk=found.pk)
