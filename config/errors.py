"""Error pages that Django does not draw in words itself, and the same for programs."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import server_error

from agencies.rest.codes import CODES

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was asked for cannot be read; where our own code says what and how to write it, it is
    said. What Django suspects, with the settings it names, is for the log alone."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    if request.path.startswith(API):
        return _problem("bad_request", said)
    return render(request, "400.html", {"exception": said}, status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours: nothing of it is told."""
    if request.path.startswith(API):
        return _problem("error", "")
    return server_error(request)


def _problem(code: str, detail: str) -> JsonResponse:
    """As config.api answers; its `type` is relative, since the host may be what is wrong."""
    known = CODES[code]
    document = {
        "type": f"/api/v1/errors/{code}/",
        "title": str(known.title),
        "status": known.status,
        "code": code,
        "detail": detail or str(known.help),
    }
    return JsonResponse(document, status=known.status, content_type="application/problem+json")
