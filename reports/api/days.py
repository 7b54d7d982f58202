"""Of which day an answer tells, and to whom: for views of which only some tell of a past day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from agencies.rest.days import day_in_the_past
from agencies.rest.views import Endpoint
from agencies.services import FIRST_DAY, LAST_DAY
from measures.views.asking import Visit

AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="A day in the past; the business date where it is left out. Not a later day.",
)


class DayField(serializers.DateField):
    """A day that leaves room on both sides for reckoning months and years."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


def chosen(view: Endpoint, name: str, known: Collection[str]) -> str:
    """A parameter of the query that is one of `known`, "" where it is left out. Raises
    ValidationError for any other: ignored, it would answer with far too much."""
    wanted = view.request.query_params.get(name)
    if wanted is None:
        return ""
    if wanted not in known:
        said = _("There are: %(known)s.") % {"known": ", ".join(known)}
        raise ValidationError({name: [said]}, code="invalid_choice")
    return wanted


def visit_of(view: Endpoint) -> Visit:
    """Who asks, and `?as_of=` where the view takes it; the same that pages ask with."""
    return Visit(view.person, view.today, day_in(view))


def day_in(view: Endpoint) -> date | None:
    """Raises ValidationError for what is no day or lies ahead."""
    return day_in_the_past(view.request, view.today)
