"""A body over all plans, as its page has it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from measures.api.as_of import AS_OF
from measures.api.asking import Asking, found
from measures.api.plan_shapes import AgencyStandingSerializer, OwingSerializer
from measures.api.rows import with_plans
from measures.permissions.plans import check_may_view
from measures.queries import agency as queries
from measures.queries.agency import Owing
from measures.queries.standing import measures_in_order


class AgencySidesViewSet(Asking):
    """For everybody with a current role; by the code of the body."""

    queryset = Agency.objects.none()
    serializer_class = AgencyStandingSerializer
    lookup_field = "code"
    scope = "admin"

    def _body(self, code: str) -> Agency:
        check_may_view(self.person, self.today)
        body: Agency = found(Agency.objects.select_related("region"), code=code)
        return body

    @extend_schema(
        operation_id="agencies_standing",
        tags=["agencies"],
        parameters=[AS_OF],
        responses=AgencyStandingSerializer,
    )
    @action(detail=True, pagination_class=None)
    def standing(self, request: Request, code: str) -> Response:
        """What it owes, by status, and its discipline period by period."""
        body = self._body(code)
        told = {
            "agency": body,
            "counts": queries.owed_by_status(body, self.day, past=self.past),
            "periods": queries.discipline_of(body, self.day, past=self.past),
        }
        return self.told(AgencyStandingSerializer, told)

    @extend_schema(
        operation_id="agencies_measures",
        tags=["agencies"],
        parameters=[AS_OF],
        responses=OwingSerializer(many=True),
    )
    @action(detail=True)
    def measures(self, request: Request, code: str) -> Response:
        """Measures on which it owes reports, the newest plan first."""
        owing = queries.owing(self._body(code), self.day, past=self.past)
        return self.paged(OwingSerializer, owing, lambda page: self._named(list(page)))

    def _named(self, owing: list[Owing]) -> list[dict[str, Any]]:
        ids = [one.measure for one in owing]
        named = measures_in_order(ids, self.day, past=self.past)
        measures = {one.pk: one for one in with_plans(named)}
        return [
            {"measure": measures[one.measure], "leads": one.leads, "counts": one.counts}
            for one in owing
            if one.measure in measures
        ]
