"""Problem documents that are answered before a view of the API is reached (RFC 9457)."""

from typing import Final

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from agencies.rest.codes import CODES

KIND: Final = "application/problem+json"


def refused_before(request: HttpRequest, code: str, detail: str) -> JsonResponse:
    """With the status and title of the code in agencies.rest.codes."""
    meaning = CODES[code]
    document = {
        "type": request.build_absolute_uri(f"{reverse('api-errors')}{code}/"),
        "title": str(meaning.title),
        "status": meaning.status,
        "code": code,
        "detail": detail,
    }
    return JsonResponse(document, status=meaning.status, content_type=KIND)
