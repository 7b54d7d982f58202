"""Pages of lists: `?cursor=` by place, and `?page=` by number, which is on its way out."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as BadValue
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.utils.urls import remove_query_param, replace_query_param

from agencies.rest import keysets
from agencies.rest.deprecation import BY_PAGE_NUMBER

USUAL, LARGEST = 50, 500


class ByNumber(PageNumberPagination):
    """?page=2, as clients of the first days ask for; answers name the day it ends."""

    page_size, max_page_size = USUAL, LARGEST
    last_page_strings = ()
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        return page_size(request)

    def get_paginated_response(self, data: Any) -> Response:
        answer = super().get_paginated_response(data)
        BY_PAGE_NUMBER.tell(answer)
        return answer


def page_size(request: Request) -> int:
    """Rows on a page, 1 to 500. Raises ValidationError for anything else."""
    text = request.query_params.get("page_size")
    if text is None:
        return USUAL
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LARGEST:
        return int(text)
    said = _("Write a number from 1 to %(most)s.") % {"most": LARGEST}
    raise ValidationError({"page_size": [said]}, code="bad_page_size")


def is_counted(request: Request) -> bool:
    """`count=true`. Raises ValidationError for what is neither true nor false."""
    text = request.query_params.get("count", "false")
    if text not in ("true", "false"):
        raise ValidationError({"count": [_("Write true or false.")]}, code="bad_count")
    return text == "true"


class Pages(BasePagination):
    """Follows `next` to the end without skipping or repeating a row, whatever happens meanwhile.

    `count` is there where it costs nothing (all rows fit on the page), or with `?count=true`.
    """

    by_number: ByNumber | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        counted = self._counted(request, queryset)
        if "page" in request.query_params:
            self.by_number = ByNumber()
            ordered = queryset.order_by(*(key.ordered(False) for key in keysets.keys_of(queryset)))
            return self.by_number.paginate_queryset(ordered, request, view=view) or []
        self.request, self.size = request, page_size(request)
        self.keys = keysets.keys_of(queryset)
        place, self.back = self._asked(request, queryset)
        rows = self._rows(queryset, place)
        self.count = counted if counted is not None else self._plain_count(rows, place)
        return rows

    def _rows(self, queryset: QuerySet[Any], place: list[Any] | None) -> list[Any]:
        """A page and one more row, by which it is known whether there is another page."""
        ordered = keysets.with_places(queryset, self.keys, self.back)
        if place is not None:
            ordered = ordered.filter(keysets.behind(self.keys, place, self.back))
        found = list(ordered[: self.size + 1])
        more, rows = len(found) > self.size, found[: self.size]
        if self.back:
            rows.reverse()
        self.has_next, self.has_previous = more, place is not None
        if self.back:
            self.has_next, self.has_previous = place is not None, more
        self.ends = (rows[0], rows[-1]) if rows else None
        return rows

    def _counted(self, request: Request, queryset: QuerySet[Any]) -> int | None:
        return queryset.order_by().count() if is_counted(request) else None

    def _plain_count(self, rows: list[Any], place: list[Any] | None) -> int | None:
        return len(rows) if place is None and not self.has_next else None

    def _asked(self, request: Request, rows: QuerySet[Any]) -> tuple[list[Any] | None, bool]:
        """The place that the cursor names, and whether it is read backwards from there."""
        text = request.query_params.get("cursor")
        if text is None:
            return None, False
        try:
            back, order, *sent = _decoded(text)
            if order != self._order() or not isinstance(back, bool):
                raise ValueError("a cursor of another order")
            return keysets.read_place(rows, self.keys, sent), back
        except (ValueError, TypeError, BadValue, OverflowError, RecursionError):
            said = _("This cursor belongs to no list in this order. Begin without a cursor.")
            raise ValidationError({"cursor": [said]}, code="bad_cursor") from None

    def _order(self) -> str:
        return ",".join(f"{'-' if key.down else ''}{key.path}" for key in self.keys)

    def _link(self, row: Any, back: bool) -> str:
        place = keysets.place_of(row, self.keys)
        text = json.dumps([back, self._order(), *place], cls=JSONEncoder, separators=(",", ":"))
        cursor = urlsafe_b64encode(text.encode()).decode().rstrip("=")
        address = remove_query_param(self.request.build_absolute_uri(), "count")
        return replace_query_param(address, "cursor", cursor)

    def get_paginated_response(self, data: Any) -> Response:
        if self.by_number is not None:
            return self.by_number.get_paginated_response(data)
        first, last = self.ends or (None, None)
        return Response(
            {
                "count": self.count,
                "next": self._link(last, False) if last and self.has_next else None,
                "previous": self._link(first, True) if first and self.has_previous else None,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        here = "https://tracker.example.kz/api/v1/obligations/?cursor=WzAsImlkIiw0Ml0"
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {
                    "type": ["integer", "null"],
                    "description": "All rows; null where it was not asked for (`count=true`).",
                    "example": 123,
                },
                "next": {**link, "description": "Where to read on; null at the end.",
                         "example": here},
                "previous": {**link, "description": "Where to read back.", "example": None},
                "results": schema,
            },
        }  # fmt: skip

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter("cursor", "From `next` or `previous` of another page.", {"type": "string"}),
            _parameter(
                "page_size",
                "Rows on a page.",
                {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": USUAL},
            ),
            _parameter("count", "Whether all rows are counted.", {"type": "boolean"}),
            _parameter(
                "page",
                "Pages by number go until the day that the header `Sunset` names. Follow `next`.",
                {"type": "integer", "minimum": 1},
                deprecated=True,
            ),
        ]


NAMES = ("cursor", "page_size", "count", "page")


def _parameter(name: str, what: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": what,
        "schema": schema,
        **more,
    }


def _decoded(text: str) -> list[Any]:
    """[back, order, *place] of a cursor. Raises ValueError for what no page has given."""
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (NotBase64, UnicodeError) as unreadable:
        raise ValueError from unreadable
    if not isinstance(found, list) or len(found) < 3:
        raise ValueError("no cursor")
    return found
