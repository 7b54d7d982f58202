"""Open data: the document itself, two tables of it, a page that explains them, a catalogue."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import tables
from publications.queries import Told, document, documents, last_change, newest_of_all
from publications.rules import reading
from publications.views import shown
from publications.views.reading import HTML, base_of, drawn
from publications.views.serving import answer, find, kept, key_of, language_of, public_page
from reports.rules.canonical import canonical

JSON: Final = "application/json; charset=utf-8"
CSV: Final = "text/csv; charset=utf-8"
SCHEMA: Final = Path(__file__).parents[1] / "schema" / "publication.schema.json"
Draw = Callable[[dict[str, Any]], bytes]


@public_page
def page(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    told = find(slug, number)

    def draw() -> bytes:
        one = shown.of_publication(told, base_of(slug, number))
        columns = {"measures": tables.MEASURES, "obligations": tables.OBLIGATIONS}
        context = {**shown.page_of(one), "columns": columns, "here": "data"}
        return drawn(request, "publications/data.html", context)

    body = kept(request, key_of(told), draw)
    return answer(request, body, content_type=HTML, modified=told.changed_at)


@public_page
def document_json(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The very bytes that the checksum is taken over."""
    return _file(request, find(slug, number), JSON, "data.json", canonical)


@public_page
def measures_csv(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    told = find(slug, number)
    return _file(request, told, CSV, "measures.csv", tables.measures)


@public_page
def obligations_csv(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    told = find(slug, number)
    return _file(request, told, CSV, "obligations.csv", tables.obligations)


def _file(request: HttpRequest, told: Told, kind: str, name: str, draw: Draw) -> HttpResponse:
    body = kept(request, key_of(told), lambda: draw(document(told.one)))
    response = answer(request, body, content_type=kind, modified=told.changed_at)
    title = f"{told.slug}-{told.one.number}-{name}"
    response["Content-Disposition"] = f'inline; filename="{title}"'
    # Data is read by pages of other sites, too; there is nothing in it but what everybody may read.
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_page
def schema(request: HttpRequest) -> HttpResponse:
    return answer(request, _schema(), content_type="application/schema+json")


@cache
def _schema() -> bytes:
    return SCHEMA.read_bytes()


@public_page
def catalog(request: HttpRequest) -> HttpResponse:
    """What there is, in the words of DCAT (W3C, Data Catalog Vocabulary) as JSON-LD."""
    newest = newest_of_all()

    def draw() -> bytes:
        sets = [_dataset(request, content) for content in documents(newest)]
        told = {
            "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
            "@type": "dcat:Catalog",
            "dct:title": _("Published progress of action plans"),
            "dct:language": language_of(request),
            "dcat:dataset": sets,
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    body = kept(request, "|".join(one.sha256 for one in newest), draw)
    return answer(request, body, content_type=JSON, modified=last_change())


def _dataset(request: HttpRequest, content: dict[str, Any]) -> dict[str, Any]:
    plan, language = content["plan"], language_of(request)
    body = content["bodies"][plan["coordinator"]]
    told = {
        "@type": "dcat:Dataset",
        "dct:identifier": f"{plan['slug']}-{content['number']}",
        "dct:title": reading.said(plan["title"], language),
        "dct:publisher": reading.said(body["name"], language),
        "dct:issued": content["published_on"],
        "dct:temporal": f"{plan['starts_on']}/{content['as_of']}",
        "dcat:landingPage": _whole(reverse("public:data", args=[plan["slug"]])),
        "dcat:distribution": list(_distributions(plan["slug"], content["number"], language)),
    }
    return told | ({"dct:rights": content["terms"]} if content["terms"] else {})


def _distributions(slug: str, number: int, language: str) -> Iterable[dict[str, str]]:
    kinds = {"data-json": JSON, "measures-csv": CSV, "obligations-csv": CSV}
    for name, kind in kinds.items():
        place = reverse(f"public:{name}", kwargs={"slug": slug, "number": number})
        yield {
            "@type": "dcat:Distribution",
            "dcat:mediaType": kind.split(";")[0],
            "dcat:downloadURL": _whole(f"{place}?lang={language}"),
        }


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
