"""Exactly what the public will read, before it does: the public templates, for the coordinator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from measures.views.asking import visit
from publications import services
from publications.filters import MeasureFilter
from publications.queries import document
from publications.queries_publishing import publications_of
from publications.views import shown
from publications.views.publishing import plan_to_publish, what_form


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    one = _previewed(request, slug)
    return _drawn(request, "publications/overview.html", shown.overview(one), "overview")


@require_safe
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    one = _previewed(request, slug)
    form = MeasureFilter(one.document, request.GET)
    context = shown.measures(one, form.question(), request.GET.get("page"))
    return _drawn(request, "publications/measures.html", {**context, "form": form}, "measures")


@require_safe
def measure(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    context = shown.measure(_previewed(request, slug), key)
    if context is None:
        raise Http404
    return _drawn(request, "publications/measure.html", context, "measure")


def _previewed(request: HttpRequest, slug: str) -> shown.Shown:
    """Http404 where it is asked for something that cannot be published."""
    asked = visit(request)
    plan = plan_to_publish(asked, slug)
    what = what_form(request, plan, asked)
    if not what.is_valid():
        raise Http404
    day = what.cleaned_data["day"]
    content = services.preview(plan, day=day, wanted=what.wanted(), today=asked.today)
    newest = publications_of(plan).filter(withdrawn_at=None).first()
    base = reverse("publishing:preview", args=[slug])
    return shown.Shown(content, base, document(newest) if newest else None)


KEPT = ("day", "texts", "measures")


def _drawn(request: HttpRequest, template: str, told: dict[str, object], here: str) -> HttpResponse:
    query = request.GET.copy()
    for name in [name for name in query if name not in KEPT]:
        del query[name]
    context = {
        "language": (get_language() or "ru")[:2],
        "lang": f"?{query.urlencode()}",
        "kept": [(name, value) for name in query for value in query.getlist(name)],
        "is_preview": True,
        "here": here,
        **told,
    }
    return HttpResponse(render_to_string(template, context))
