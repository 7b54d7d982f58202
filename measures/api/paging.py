"""Pages of lists whose order is worked out rather than stored, and of lists that are no query.

What a list is ordered by becomes columns of its rows, so that a page is found by place as
everywhere in the API (agencies.rest.paging); an empty value comes last, as on the pages.
"""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from agencies.rest import paging

NAMES = paging.NAMES


class Worked(paging.Pages):
    """As the pages of every list; for rows in any order, and for plain sequences."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        if not _has_places(queryset):
            return self._of_sequence(queryset, request, view)
        return super().paginate_queryset(by_columns(queryset), request, view=view)

    def _of_sequence(self, rows: Sequence[Any], request: Request, view: Any) -> list[Any]:
        """What is known whole, or put together of several tables, is cut by places in it; the
        cursor is the number of a page. It is counted whether or not that is asked for."""
        paging.is_counted(request)
        if "page" in request.query_params:
            self.by_number = paging.ByNumber()
            return self.by_number.paginate_queryset(rows, request, view=view) or []
        self.request, self.size = request, paging.page_size(request)
        pages = Paginator(rows, self.size)
        self.count = pages.count
        number = _number(request.query_params.get("cursor"))
        try:
            page = pages.page(number)
        except EmptyPage:
            raise _bad_cursor() from None
        self.has_next, self.has_previous = page.has_next(), page.has_previous()
        self.ends = (number - 1, number + 1)
        return list(page.object_list)

    def _link(self, row: Any, back: bool) -> str:
        if not isinstance(row, int):
            return super()._link(row, back)
        address = remove_query_param(self.request.build_absolute_uri(), "count")
        return replace_query_param(address, "cursor", row)


def _has_places(rows: Any) -> bool:
    """Rows of one table; not a union, nor rows read as plain values."""
    if not isinstance(rows, QuerySet):
        return False
    return not rows.query.combinator and not rows.query.values_select


def _number(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise _bad_cursor()
    return int(text)


def _bad_cursor() -> ValidationError:
    said = _("This cursor belongs to no list in this order. Begin without a cursor.")
    return ValidationError({"cursor": [said]}, code="bad_cursor")


def by_columns(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """The same rows in the same order, with all that they are ordered by among their columns."""
    names: list[str] = []
    for number, one in enumerate(rows.query.order_by):
        if isinstance(one, str) and not isinstance(one, OrderBy):
            names.append(one)
            continue
        rows, more = _named(rows, number, one)
        names += more
    return rows.order_by(*names) if names else rows


def _named(
    rows: "QuerySet[Any, Any]", number: int, one: Any
) -> "tuple[QuerySet[Any, Any], list[str]]":
    turned = one.descending if isinstance(one, OrderBy) else False
    key = one.expression if isinstance(one, OrderBy) else one
    last = one.nulls_last if isinstance(one, OrderBy) else None
    sign = "-" if turned else ""
    sorted_as_stored = not (turned and last)  # a cursor takes an empty value for the largest
    if isinstance(key, F) and sorted_as_stored:
        return rows, [f"{sign}{key.name}"]  # type: ignore[attr-defined]  # the stubs leave it out
    told = rows.annotate(**{f"worked_{number}": key})
    if sorted_as_stored:
        return told, [f"{sign}worked_{number}"]
    empty = When(**{f"worked_{number}__isnull": True}, then=Value(1))
    flag = Case(empty, default=Value(0), output_field=IntegerField())
    told = told.annotate(**{f"empty_{number}": flag})
    return told, [f"empty_{number}", f"{sign}worked_{number}"]
