"""What everybody reads: published plans, one plan, its measures."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from publications.filters import MeasureFilter
from publications.queries import Told, documents, newest_of_all
from publications.rules.statuses import grouped
from publications.views import shown
from publications.views.serving import (
    NotPublished,
    answer,
    find,
    kept,
    key_of,
    languages_for,
    public_page,
)

HTML = "text/html; charset=utf-8"
Draw = Callable[[], dict[str, Any]]


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    newest = newest_of_all()

    def draw() -> dict[str, Any]:
        told = zip(newest, documents(newest), strict=True)
        rows = [(one, content, _figures(content)) for one, content in told]
        return {"publications": rows}

    key = "|".join(one.sha256 for one in newest)
    body = kept(request, key, lambda: drawn(request, "publications/plans.html", draw()))
    modified = max((one.published_at for one in newest), default=None)
    return answer(request, body, content_type=HTML, modified=modified)


def _figures(content: dict[str, Any]) -> dict[str, Any]:
    counts = content["totals"]["measures"]
    return {"total": sum(counts.values()), "groups": grouped(counts)}


@public_page
def overview(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    told = find(slug, number)

    def draw() -> dict[str, Any]:
        compared = shown.of_publication(told, base_of(slug, number), compare=True)
        return {**shown.overview(compared), "here": "overview"}

    return _served(request, told, "publications/overview.html", draw)


@public_page
def measures(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    told = find(slug, number)

    def draw() -> dict[str, Any]:
        one = shown.of_publication(told, base_of(slug, number))
        form = MeasureFilter(one.document, request.GET)
        page = request.GET.get("page")
        return {**shown.measures(one, form.question(), page), "form": form, "here": "measures"}

    return _served(request, told, "publications/measures.html", draw)


@public_page
def measure(request: HttpRequest, slug: str, key: int, number: int | None = None) -> HttpResponse:
    told = find(slug, number)

    def draw() -> dict[str, Any]:
        context = shown.measure(shown.of_publication(told, base_of(slug, number)), key)
        if context is None:
            raise NotPublished
        return {**context, "here": "measure"}

    return _served(request, told, "publications/measure.html", draw)


@public_page
def not_here(request: HttpRequest, **_path: str) -> HttpResponse:
    raise NotPublished


def base_of(slug: str, number: int | None) -> str:
    place: dict[str, Any] = {"slug": slug} if number is None else {"slug": slug, "number": number}
    return reverse("public:plan", kwargs=place)


def _served(request: HttpRequest, told: Told, template: str, draw: Draw) -> HttpResponse:
    body = kept(request, key_of(told), lambda: drawn(request, template, draw()))
    return answer(request, body, content_type=HTML, modified=told.changed_at)


def drawn(request: HttpRequest, template: str, told: dict[str, Any]) -> bytes:
    """Drawn without the request: what is kept for everybody can hold nothing of who asked."""
    return render_to_string(template, {**languages_for(request), **told}).encode()
