"""`?as_of=2009-06-30`: the answer tells what was in force and known at the end of that day."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from agencies.rest.days import day_in_the_past
from agencies.rest.views import Reading

AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="A day in the past; the business date where it is left out. Not a later day.",
)
Row = TypeVar("Row", bound=Model)


def as_of_in(request: Any) -> date | None:
    """The day in the past that was asked for, for filters; None for the business day itself."""
    return getattr(request, "as_of", None)


@extend_schema_view(
    list=extend_schema(parameters=[AS_OF]), retrieve=extend_schema(parameters=[AS_OF])
)
class AsOf(Reading[Row]):
    """A view set with `today`, `as_of` (None for today), `day` and `past`, the same all through."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        request.today = self.today  # type: ignore[attr-defined]  # for filters
        request.as_of = day_in_the_past(request, self.today)  # type: ignore[attr-defined]

    def parameters(self) -> set[str]:
        return super().parameters() | {"as_of"}

    @property
    def as_of(self) -> date | None:
        return as_of_in(self.request)

    @property
    def day(self) -> date:
        return self.as_of or self.today

    @property
    def past(self) -> bool:
        return self.as_of is not None
