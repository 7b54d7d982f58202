"""What may stand in the query of an address: anything else is refused by name, never ignored.

A filter that is misspelt and ignored answers with far too much, and nobody notices.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django_filters import BooleanFilter, CharFilter, NumberFilter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request

from agencies.rest.described import commas


def refuse_unknown(asked: Iterable[str], known: Iterable[str]) -> None:
    """Raises ValidationError that names each parameter which is not among `known`."""
    there = sorted(set(known) - {"format"})
    said = _("There is no such parameter here.")
    if there:
        said = _("There is no such parameter here. There are: %(known)s.")
        said %= {"known": ", ".join(there)}
    strange = [name for name in asked if name not in {*there, "format"}]
    if strange:
        raise ValidationError(
            {_sendable(name): [said] for name in strange[:10]}, code="unknown_parameter"
        )


def _sendable(name: str) -> str:
    return name[:40].encode(errors="replace").decode() or "?"


def _wrong(one: Any, text: str) -> str:
    """What is wrong with this value of a filter before its field looks at it; "" if nothing."""
    if isinstance(one, BooleanFilter):
        return "" if text.lower() in ("true", "false") else _("Write true or false.")
    if isinstance(one, NumberFilter):  # every number that lists are filtered by is a whole one
        return "" if re.fullmatch(r"-?[0-9]{1,19}", text) else _("Write a whole number.")
    if text or isinstance(one, CharFilter):
        return ""
    return _("Write a value, or leave the parameter out.")


class Filters(DjangoFilterBackend):  # type: ignore[misc]  # ships no types
    """Django-filter's own, which also tells the names of its filters, and refuses what it would
    not read or read as something else: an empty value, "maybe" for true or false, half a number."""

    def get_filterset(self, request: Request, queryset: Any, view: Any) -> Any:
        found = super().get_filterset(request, queryset, view)
        wrong = {
            name: [said]
            for name, one in (found.filters if found else {}).items()
            if name in request.query_params and (said := _wrong(one, request.query_params[name]))
        }
        if wrong:
            raise ValidationError(wrong, code="invalid")
        return found

    def names(self, view: Any) -> set[str]:
        if found := getattr(view, "filterset_class", None):
            return set(found.base_filters)
        model = getattr(getattr(view, "queryset", None), "model", None)
        if model is None or not getattr(view, "filterset_fields", None):
            return set()
        return set(self.get_filterset_class(view, view.queryset).base_filters)


class Ordering(OrderingFilter):
    """`?ordering=-due_on`, by the fields that a view names; other fields are refused."""

    def names(self, view: Any) -> set[str]:
        return {self.ordering_param} if getattr(view, "ordering_fields", None) else set()

    def get_valid_fields(self, queryset: Any, view: Any, context: Any = None) -> Any:
        """A view that names none is not ordered by callers."""
        return [(name, name) for name in getattr(view, "ordering_fields", None) or ()]

    def remove_invalid_fields(
        self, queryset: Any, fields: Iterable[str], view: Any, request: Request
    ) -> list[str]:
        there = [name for name, _label in self.get_valid_fields(queryset, view)]
        asked = list(fields)
        strange = [name for name in asked if name.removeprefix("-") not in there]
        if strange:
            said = _("Lists are ordered by %(known)s here, each also with “-” before it.")
            known = {"known": ", ".join(there)}
            raise ValidationError({self.ordering_param: said % known}, code="unknown_ordering")
        return asked

    def get_schema_operation_parameters(self, view: Any) -> Any:
        there = [name for name, _label in self.get_valid_fields(None, view)]
        if not there:
            return []
        what = "By what the list is ordered, `-` for the other way round."
        return [
            commas(
                self.ordering_param, what, [f"{sign}{name}" for name in there for sign in ("", "-")]
            )
        ]
