"""Pages are sent compressed: a plan of sixty measures is a tenth of its size on a bad line."""

from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

WORDS = (
    *("text/", "application/json", "application/problem+json", "image/svg+xml"),
    *("application/atom+xml", "application/feed+json", "application/schema+json"),
)


class CompressedPages(GZipMiddleware):
    """Text only: evidence and reports are compressed as they are, and streamed with their length.

    Django pads each answer by chance, so that its length gives no secret away (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if isinstance(response, HttpResponseNotModified):
            return _as_compressed(request, response)
        is_text = response.headers.get("Content-Type", "").startswith(WORDS)
        if response.streaming or not is_text:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


def _as_compressed(
    request: HttpRequest, response: HttpResponseNotModified
) -> HttpResponseNotModified:
    """ "Not changed" says of a page what the page itself would (RFC 9110, 15.4.5): it has no body
    to be compressed, and is told apart by encoding all the same."""
    patch_vary_headers(response, ("Accept-Encoding",))
    etag = response.headers.get("ETag", "")
    if etag.startswith('"') and re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        response.headers["ETag"] = f"W/{etag}"
    return response
