"""Reopened parts of rounds: read, and ended."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from reports.api.round_shapes import ReopeningSerializer
from reports.models import Reopening
from reports.services.round_life import end_reopening


class ReopeningViewSet(Acting[Reopening]):
    """A part of a closed round for which one body may hand in again."""

    scope = "reports"
    queryset = Reopening.objects.select_related("round__plan", "agency")
    serializer_class = ReopeningSerializer
    filterset_fields = ["round", "agency__code"]

    @extend_schema(operation_id="reopenings_end", request=None, responses=ReopeningSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """From today on the body hands in no more."""
        found = self.get_object()
        end_reopening(found, by=self.person, today=self.today, now=timezone.now())
        return self.shown(found)
