"""Errors of the API: problem documents (RFC 9457) in the caller's language, with stable codes.

{"type", "title", "status", "code", "detail"}, and for refused fields
"errors": [{"field", "code", "message"}]. `type` leads to what is written of the code.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as Unsound
from django.db import DataError, OperationalError
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler

from agencies.errors import Away, Refused
from agencies.rest.codes import CODES, meaning
from agencies.rest.errors import Busy, TooLarge
from agencies.rest.problems import PROBLEM, document

log = logging.getLogger(__name__)
AWAY_SECONDS = 60
TOLD_IN_HEADERS = ("WWW-Authenticate", "Retry-After", "Allow")


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals of services are 409 with their stable code; the rest is DRF's own, reshaped."""
    request = context["request"]
    if isinstance(error, Away):
        away = answered(request, 503, error.code, str(error))
        away["Retry-After"] = str(AWAY_SECONDS)
        return away
    if isinstance(error, Refused):
        return answered(request, 409, error.code, str(error))
    error = _known(error)
    found = exception_handler(error, context)
    if found is None:
        return None
    answer = answered(request, found.status_code, _code(error), _detail(error))
    if isinstance(error, exceptions.ValidationError):
        answer.data["errors"] = list(_fields(error.get_full_details()))
    for name in TOLD_IN_HEADERS:
        if name in found.headers:
            answer[name] = found.headers[name]
    return answer


def answered(request: Any, status: int, code: str, detail: str) -> Response:
    """A problem document."""
    title = str(meaning(code, status).title)
    told = document(request, status=status, code=code, title=title, detail=_sendable(detail))
    return Response(told, status=status, content_type=PROBLEM)


def _known(error: Exception) -> Exception:
    """Errors of Django that DRF does not know, as those of DRF that say the same."""
    if isinstance(error, OperationalError):
        log.warning("The database could not answer a call of the API: %s", type(error).__name__)
        return Busy()
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, Unsound):
        return exceptions.ValidationError(as_serializer_error(error))
    if isinstance(error, DataError | OverflowError):
        return exceptions.ParseError(CODES["bad_value"].title, code="bad_value")
    if isinstance(error, BadRequest | SuspiciousOperation | MultiPartParserError):
        return exceptions.ParseError(str(error) or None, code="bad_request")
    return error


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
        return str(CODES["invalid"].help)
    if isinstance(error, exceptions.APIException):
        return str(error.detail)
    if isinstance(error, Http404):
        return str(exceptions.NotFound.default_detail)
    return str(error) or str(exceptions.PermissionDenied.default_detail)


def _fields(details: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Leaves of DRF's nested details with their path, e.g. "rows.0.text"."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": path, "code": details["code"], "message": _sendable(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _fields(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(details, list):
        for place, inner in enumerate(details):
            leaf = isinstance(inner, dict) and set(inner) == {"message", "code"}
            row = path if leaf else f"{path}.{place}" if path else str(place)
            yield from _fields(inner, row)


def _sendable(message: object) -> str:
    """A message may repeat what was sent, and half of a surrogate pair cannot be sent back."""
    return str(message).encode(errors="replace").decode()
