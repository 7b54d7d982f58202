"""Files among the answers: always as an attachment, never shown by a browser itself."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from agencies.signals import file_served

Answer = TypeVar("Answer", bound=HttpResponseBase)


class WhateverIsAccepted(BaseContentNegotiation):
    """A file has the one form that it has; what goes wrong is told in JSON."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: Any = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type


class AsItIs(BaseRenderer):
    """Lets a caller that accepts files alone be answered; errors are written as JSON all the
    same (config.api), and a file is never rendered."""

    media_type = "application/octet-stream"
    format = "file"
    charset = None
    render_style = "binary"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return JSONRenderer().render(data, *args, **kwargs)


class AsCSV(AsItIs):
    media_type = "text/csv"


class AsAnything(AsItIs):
    media_type = "*/*"


CSV: Final = [JSONRenderer, AsCSV]
FILE: Final = [JSONRenderer, AsItIs, AsAnything]


def files(*types: str) -> dict[tuple[int, str], Any]:
    """The answer of a schema: a file of one of these kinds."""
    return {(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in types}


def attached(answer: Answer, name: str, content_type: str) -> Answer:
    """Kept out of caches: who may have it is asked anew each time."""
    answer["Content-Type"] = content_type
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def told_of(request: Request, *, what: str, pk: int | str, name: str) -> None:
    """Who keeps a record of what was downloaded hears of it."""
    file_served.send(told_of, request=request, what=what, pk=pk, name=name)
