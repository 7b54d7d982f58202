"""`?as_of=2009-06-30`: the answer tells what was in force and known at the end of that day."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.db.models import Model
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from agencies.clock import business_today, day_asked

AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="A day in the past; the business date where it is left out. Not a later day.",
)


Row = TypeVar("Row", bound=Model)


class AsOf(GenericViewSet[Row]):
    """A view set with `today`, `as_of` (None for today), `day` and `past`, the same all through."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        request.today = business_today()  # type: ignore[attr-defined]  # one day for the answer
        request.as_of = self._asked(request)  # type: ignore[attr-defined]
        super().initial(request, *args, **kwargs)

    def _asked(self, request: Request) -> date | None:
        try:
            return day_asked(request.query_params.get("as_of"), request.today)  # type: ignore[attr-defined]
        except BadRequest as unreadable:
            raise ValidationError({"as_of": str(unreadable)}, code="bad_as_of") from None

    @property
    def today(self) -> date:
        return getattr(self.request, "today", None) or business_today()

    @property
    def as_of(self) -> date | None:
        return getattr(self.request, "as_of", None)

    @property
    def day(self) -> date:
        return self.as_of or self.today

    @property
    def past(self) -> bool:
        return self.as_of is not None
