"""Headers that Django and django-csp do not set; see docs/security.md."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
PUBLIC: Final = "/public/"


class HeadersMiddleware:
    """On every answer, also a static file's and an error's: what a page may ask of the device, and
    that no other site may draw it into its own pages. Open data may be taken by anybody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        whose = "cross-origin" if request.path_info.startswith(PUBLIC) else "same-origin"
        answer.headers.setdefault("Cross-Origin-Resource-Policy", whose)
        return answer


class KeptNowhereMiddleware:
    """A page of somebody who is signed in stays in no cache: after signing out, "back" on a shared
    computer shows nothing. Whatever a view says of caches itself is left alone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "Cache-Control" not in answer.headers and _is_signed_in(request):
            answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _is_signed_in(request: HttpRequest) -> bool:
    """Without asking the database: who was looked at for the page is known by now."""
    return bool(request.session.accessed and SESSION_KEY in request.session)
