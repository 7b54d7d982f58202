"""Files among the answers: always as an attachment, never shown by a browser itself."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from agencies.signals import file_served

Answer = TypeVar("Answer", bound=HttpResponseBase)


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


def one_of(request: Request, name: str, among: Iterable[str]) -> str:
    """What the address asks for under `name`. Raises ValidationError that names what there is."""
    asked, there = request.query_params.get(name), sorted(among)
    if asked in there:
        return asked
    said = _("Write one of these: %(known)s.") % {"known": ", ".join(there)}
    code = "required" if asked is None else "invalid_choice"
    raise ValidationError({name: [said]}, code=code)


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
