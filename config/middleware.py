"""Pages are sent compressed: a plan of sixty measures is a tenth of its size on a bad line."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


class CompressedPages(GZipMiddleware):
    """Text only: evidence and reports are compressed as they are, and streamed with their length.

    Django pads each answer by chance, so that its length gives no secret away (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(WORDS)
        if response.streaming or not is_text:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
