"""A file as a browser may have it: saved, never run, kept by nothing between."""

from django.http import HttpResponse


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """Files hold what many people wrote: none of it is to be shown as a page of this site."""
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
