"""The query of an address read as its description says, where no form of a page does: a page leaves
out what it cannot read, a program is told of it by name."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def check_query(request: Request, told: Iterable[OpenApiParameter]) -> None:
    """Raises ValidationError that names each parameter which is missing, empty, none of its
    choices, or no day."""
    found = {one.name: _wrong(one, request.query_params.get(one.name)) for one in told}
    wrong = {name: [said] for name, said in found.items() if said is not None}
    if wrong:
        raise ValidationError(wrong)


def _wrong(one: OpenApiParameter, text: str | None) -> ErrorDetail | None:
    if text is None:
        missing = forms.Field.default_error_messages["required"]
        return _said(missing, "required") if one.required else None
    if not text:
        return _said(_("Write a value, or leave the parameter out."), "invalid")
    if one.enum and text not in one.enum:
        said = _("Write one of these: %(known)s.") % {"known": ", ".join(map(str, one.enum))}
        return _said(said, "invalid_choice")
    if one.type == OpenApiTypes.DATE and not _is_day(text):
        return _said(forms.DateField.default_error_messages["invalid"], "invalid")
    return None


def _said(words: Any, code: str) -> ErrorDetail:
    return ErrorDetail(str(words), code)


def _is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
