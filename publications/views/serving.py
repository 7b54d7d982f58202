"""One way out for everything public: cached, conditional, and nothing of who asks in it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, urlencode
from django.views.decorators.http import require_safe

from publications import keeping
from publications.models import Publication
from publications.queries import Told, told

SOON: Final = 60  # seconds for which "not here" may be remembered
NEGOTIATED: Final = ["Accept-Language", "Cookie"]
Page = Callable[..., HttpResponse]
Question = Mapping[str, str]
NOTHING: Final[Question] = MappingProxyType({})


class NotPublished(Exception):
    """There is nothing here for the public, whether there is such a plan or not."""


class Withdrawn(Exception):
    """It was published and does not stand any more."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication.pk)
        self.publication = publication


def public_page(page: Page) -> Page:
    """Open to everybody, for reading; says in three languages what is not here, and what was."""

    @wraps(page)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request)):
            try:
                return page(request, *args, **kwargs)
            except NotPublished:
                return _refused(request, "publications/not_here.html", 404, {})
            except Withdrawn as gone:
                shown = {"publication": gone.publication}
                return _refused(request, "publications/withdrawn.html", 410, shown)

    return login_not_required(require_safe(served))


def language_of(request: HttpRequest) -> str:
    """The address's own choice, else the cookie's, the browser's, the site's."""
    asked = request.GET.get("lang", "")
    if is_language(asked):
        return asked
    return (translation.get_language_from_request(request) or settings.LANGUAGE_CODE)[:2]


def is_language(code: str) -> bool:
    return code in dict(settings.LANGUAGES)


def find(slug: str, number: int | None = None) -> Told:
    """Raises NotPublished and Withdrawn."""
    publication = told(slug, number)
    if publication is None:
        raise NotPublished
    if publication.one.withdrawn_at:
        raise Withdrawn(publication.one)
    return publication


def kept(
    request: HttpRequest, key: str, draw: Callable[[], bytes], asked: Question = NOTHING
) -> bytes:
    """Drawn once for each language, address and question; `key`: what the answer depends on.

    `asked` is what was understood and not what was sent, or nonsense would fill the cache.
    """
    parts = [key, language_of(request), request.path, sorted(asked.items())]
    named = f"page-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}"
    body: bytes | None = keeping.pages.get(named)
    if body is None:
        body = draw()
        keeping.pages.put(named, body)
    return body


def key_of(publication: Told) -> str:
    """Changes with whatever a page says of a publication and of the others of its plan."""
    others = (
        f"{one.number}{'-' * bool(one.withdrawn_at)}{one.sha256}" for one in publication.others
    )
    return "|".join([publication.one.sha256, *others])


def answer(
    request: HttpRequest, body: bytes, *, content_type: str, modified: datetime | None = None
) -> HttpResponse:
    """With a validator made of the bytes themselves; 304 for who has them already."""
    response = HttpResponse(body, content_type=content_type)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={settings.PUBLIC_MAX_AGE}"
    stamp = int(modified.timestamp()) if modified else None
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    found = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
    return _spoken(request, found or response)


def _spoken(request: HttpRequest, response: Any) -> HttpResponse:
    response["Content-Language"] = language_of(request)
    # An address that names its language has one answer; any other depends on who asks.
    response.looked_at = [] if is_language(request.GET.get("lang", "")) else NEGOTIATED
    kind: HttpResponse = response
    return kind


def answered_for_all(response: HttpResponse) -> HttpResponse:
    """The same whoever asks and in whatever language."""
    response["Cache-Control"] = f"public, max-age={settings.PUBLIC_MAX_AGE}"
    response.looked_at = []  # type: ignore[attr-defined]
    return response


def _refused(
    request: HttpRequest, template: str, status: int, shown: dict[str, Any]
) -> HttpResponse:
    body = render_to_string(template, {**languages_for(request), **shown})
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = f"public, max-age={min(SOON, settings.PUBLIC_MAX_AGE)}"
    response["X-Robots-Tag"] = "noindex"
    return _spoken(request, response)


LANGUAGE_NAMES: Final = (
    ("kk", "Қаз", "Қазақша"),
    ("ru", "Рус", "Русский"),
    ("en", "Eng", "English"),
)


def languages_for(request: HttpRequest, asked: Question = NOTHING) -> dict[str, Any]:
    """The same page in each language: addresses for people (relative) and for crawlers (whole).

    A filtered list is, to a crawler, the list.
    """
    here = language_of(request)
    listed = {"page": asked["page"]} if "page" in asked else {}
    whole = {code: _address(request, listed, code) for code, *_names in LANGUAGE_NAMES}
    return {
        "language": here,
        "lang": f"?lang={here}",
        "languages": [(*names, _address(request, asked, names[0])) for names in LANGUAGE_NAMES],
        "canonical": settings.SITE_URL + whole[here],
        "alternates": [(code, settings.SITE_URL + place) for code, place in whole.items()],
        "site": settings.SITE_URL,
        "path": request.path,
    }


def _address(request: HttpRequest, asked: Question, language: str) -> str:
    return f"{request.path}?{urlencode({**asked, 'lang': language})}"
