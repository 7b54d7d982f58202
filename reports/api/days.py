"""Of which day an answer tells, and to whom: for views of which only some tell of a past day."""

from datetime import date

from django.core.exceptions import BadRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from agencies.clock import day_asked
from agencies.rest.views import Endpoint
from measures.views.asking import Visit

AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="A day in the past; the business date where it is left out. Not a later day.",
)


def visit_of(view: Endpoint) -> Visit:
    """Who asks, and `?as_of=` where the view takes it; the same that pages ask with."""
    return Visit(view.person, view.today, day_in(view))


def day_in(view: Endpoint) -> date | None:
    """Raises ValidationError for what is no day or lies ahead."""
    try:
        return day_asked(view.request.query_params.get("as_of"), view.today)
    except BadRequest as unreadable:
        raise ValidationError({"as_of": [str(unreadable)]}, code="bad_as_of") from None
