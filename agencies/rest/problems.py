"""Problem documents (RFC 9457), of views of the API and of what answers before one is reached."""

from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from agencies.rest.codes import CODES

PROBLEM: Final = "application/problem+json"


def document(request: Any, *, status: int, code: str, title: str, detail: str) -> dict[str, Any]:
    """`type` leads to what the code means."""
    return {
        "type": request.build_absolute_uri(f"{reverse('api-errors')}{code}/"),
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
    }


def refused_before(request: HttpRequest, code: str, detail: str) -> JsonResponse:
    """With the status and title of the code in agencies.rest.codes."""
    meaning = CODES[code]
    told = document(
        request, status=meaning.status, code=code, title=str(meaning.title), detail=detail
    )
    return JsonResponse(told, status=meaning.status, content_type=PROBLEM)
