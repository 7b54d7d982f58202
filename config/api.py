"""What all API answers share: pages, and errors with stable codes."""

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from agencies.errors import Refused


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals of services become 409 with their stable code; the rest is DRF's own."""
    if isinstance(error, Refused):
        return Response({"code": error.code, "detail": str(error)}, status=409)
    return exception_handler(error, context)
