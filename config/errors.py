"""Error pages that Django does not draw in words itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was asked for cannot be read; the exception says what and how to write it."""
    return render(request, "400.html", {"exception": str(exception)}, status=400)
