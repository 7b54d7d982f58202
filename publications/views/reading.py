"""What everybody reads: published plans, one plan, its measures."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import resolve, reverse

from publications.filters import MeasureFilter
from publications.queries import Told, documents, last_change, newest_of_all
from publications.rules.reading import Asked
from publications.rules.statuses import grouped
from publications.views import shown
from publications.views.serving import (
    NOTHING,
    NotPublished,
    Question,
    answer,
    answered_for_all,
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
    return answer(request, body, content_type=HTML, modified=last_change())


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
    """Kept by what was understood of the question, and only where it finds something.

    Words that people search for are without number: what they find is drawn each time.
    """
    told = find(slug, number)
    one = shown.of_publication(told, base_of(slug, number))
    form = MeasureFilter.understood(one.document, request.GET)
    context = shown.measures(one, form.question(), request.GET.get("page"))
    asked = _question(form.question(), context["page"].number)

    def draw() -> bytes:
        shown_ = {**context, "form": form, "here": "measures"}
        return drawn(request, "publications/measures.html", shown_, asked)

    is_kept = context["page"].object_list and not asked.get("text")
    body = kept(request, key_of(told), draw, asked) if is_kept else draw()
    return answer(request, body, content_type=HTML, modified=told.changed_at)


def _question(asked: Asked, page: int) -> dict[str, str]:
    """As it stands in an address; the first page needs no number."""
    chosen = {name: value for name, value in vars(asked).items() if value}
    return {**chosen, "page": str(page)} if page > 1 else chosen


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
    """Where only the slash at the end is missing, it is led to the page; else there is none."""
    if not request.path.endswith("/") and resolve(f"{request.path_info}/").func is not not_here:
        place = request.get_full_path(force_append_slash=True)
        return answered_for_all(HttpResponsePermanentRedirect(place))
    raise NotPublished


def base_of(slug: str, number: int | None) -> str:
    place: dict[str, Any] = {"slug": slug} if number is None else {"slug": slug, "number": number}
    return reverse("public:plan", kwargs=place)


def _served(request: HttpRequest, told: Told, template: str, draw: Draw) -> HttpResponse:
    body = kept(request, key_of(told), lambda: drawn(request, template, draw()))
    return answer(request, body, content_type=HTML, modified=told.changed_at)


def drawn(
    request: HttpRequest, template: str, told: dict[str, Any], asked: Question = NOTHING
) -> bytes:
    """Drawn without the request: what is kept for everybody can hold nothing of who asked."""
    return render_to_string(template, {**languages_for(request, asked), **told}).encode()
