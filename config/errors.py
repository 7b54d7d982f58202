"""Error pages that Django does not draw in words itself."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was asked for cannot be read; where our own code says what and how to write it, it is
    said. What Django suspects, with the settings it names, is for the log alone."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"exception": said}, status=400)
