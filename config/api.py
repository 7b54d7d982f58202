"""What all API answers share: pages, schema of errors, and errors with stable codes.

Errors are problem documents (RFC 9457): {"type", "title", "status", "code", "detail"}, and for
refused fields "errors": [{"field", "code", "message"}], in the caller's language.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from agencies.errors import Refused


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals of services are 409 with their stable code; the rest is DRF's own, reshaped."""
    if isinstance(error, Refused):
        return _answer(409, error.code, str(error))
    found = exception_handler(error, context)
    if found is None:
        return None
    answer = _answer(found.status_code, _code(error), _detail(error))
    if isinstance(error, exceptions.ValidationError):
        answer.data["errors"] = list(_fields(error.get_full_details()))
    for name in ("WWW-Authenticate", "Retry-After", "Allow"):
        if name in found.headers:
            answer[name] = found.headers[name]
    return answer


def _answer(status: int, code: str, detail: str) -> Response:
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return Response(document, status=status, content_type="application/problem+json")


NAMES = {"Http404": "not_found", "PermissionDenied": "permission_denied"}


def _code(error: Exception) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    if isinstance(error, exceptions.APIException):
        codes = error.get_codes()
        return codes if isinstance(codes, str) else error.default_code
    return NAMES.get(type(error).__name__, "error")


def _detail(error: Exception) -> str:
    if isinstance(error, exceptions.ValidationError):
        return str(exceptions.ValidationError.default_detail)
    if isinstance(error, exceptions.APIException):
        return str(error.detail)
    if type(error).__name__ == "Http404":
        return str(exceptions.NotFound.default_detail)
    return str(error) or str(exceptions.PermissionDenied.default_detail)


def _fields(details: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Leaves of DRF's nested details with their path, e.g. "items.0.text"."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": path, "code": details["code"], "message": _sendable(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _fields(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(details, list):
        for inner in details:
            yield from _fields(inner, path)


def _sendable(message: object) -> str:
    """A message may repeat what was sent, and half of a surrogate pair cannot be sent back."""
    return str(message).encode(errors="replace").decode()
