"""Mails with issued editions: how each went, and another attempt."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from reports.api.issue_shapes import MailSerializer
from reports.api.managed import plans_managed
from reports.models import Dispatch
from reports.services import dispatching
from reports.views.issuing import hurry


class MailViewSet(Acting[Dispatch]):
    """Of plans that the caller's body coordinates; mails of others are not there."""

    scope = "reports"
    queryset = Dispatch.objects.none()
    serializer_class = MailSerializer
    filterset_fields = ["issue", "recipient", "kind", "state"]

    def get_queryset(self) -> QuerySet[Dispatch]:
        if getattr(self, "swagger_fake_view", False):
            return Dispatch.objects.none()
        own = plans_managed(self.person, self.today)
        rows = Dispatch.objects.filter(issue__plan__in=own)
        told = rows.select_related("issue__plan", "recipient").defer("issue__told")
        return told.order_by("-issue_id", "kind", "office", "pk")

    @extend_schema(operation_id="mails_send_again", request=None, responses=MailSerializer)
    @action(detail=True, methods=["post"], url_path="send-again")
    def send_again(self, request: Request, pk: str) -> Response:
        """Another attempt, or another copy, to where the recipient is today."""
        found = self.get_object()
        dispatching.send_again(found, by=self.person, today=self.today, now=timezone.now())
        hurry()
        return self.shown(self.get_object())
