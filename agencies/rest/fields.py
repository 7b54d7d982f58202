"""Sparse fields: `?fields=id,state` leaves the others out of an answer."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

PARAMETER = "fields"


def fields_asked(request: Request) -> list[str] | None:
    """The names in `?fields=`, in order; None where all are wanted."""
    text = request.query_params.get(PARAMETER)
    if text is None:
        return None
    return [name.strip() for name in text.split(",")]


def chosen(asked: list[str], known: Iterable[str]) -> list[str]:
    """`asked`, if all of it is known. Raises ValidationError that names what is not."""
    there = list(known)
    strange = [name for name in asked if name not in there]
    if not strange:
        return asked
    said = _("There is no field “%(name)s”. There are: %(known)s.")
    told = [said % {"name": name[:40], "known": ", ".join(there)} for name in strange[:10]]
    raise ValidationError({PARAMETER: told}, code="unknown_field")


def narrow(serializer: serializers.BaseSerializer[Any], asked: list[str] | None) -> None:
    """Takes the fields that nobody asked for out of a serializer of one or of many."""
    if asked is None:
        return
    one: Any = getattr(serializer, "child", serializer)
    wanted = chosen(asked, one.fields)
    for name in set(one.fields) - set(wanted):
        one.fields.pop(name)


def narrowed(data: Mapping[str, Any], asked: list[str] | None) -> dict[str, Any]:
    """One object as serialized, with the fields that were asked for."""
    if asked is None:
        return dict(data)
    wanted = set(chosen(asked, data))
    return {name: value for name, value in data.items() if name in wanted}


class ReadableAtHand(serializers.Serializer[Any]):
    """For shapes of long lists: which fields are told is found once, not for each row. It is known
    after `narrow`, which comes before the first row."""

    @cached_property
    def _readable_fields(self) -> list[serializers.Field[Any, Any, Any, Any]]:
        return [field for field in self.fields.values() if not field.write_only]
