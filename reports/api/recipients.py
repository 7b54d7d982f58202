"""The offices that get what is issued of a plan."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from reports.api.issue_shapes import RecipientChangeSerializer, RecipientSerializer
from reports.api.managed import plans_managed
from reports.models import Recipient
from reports.permissions import may_set_every_signing
from reports.services import recipients as services

NAMES = ("office", "email", "language", "formats")


class RecipientFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    retired = django_filters.BooleanFilter("retired_at", "isnull", exclude=True)

    class Meta:
        model = Recipient
        fields: list[str] = []


class RecipientViewSet(Acting[Recipient]):
    """Of plans that the caller's body coordinates; administrators of signing read all."""

    scope = "reports"
    queryset = Recipient.objects.none()
    serializer_class = RecipientSerializer
    filterset_class = RecipientFilter

    def get_queryset(self) -> QuerySet[Recipient]:
        if getattr(self, "swagger_fake_view", False):
            return Recipient.objects.none()
        rows = Recipient.objects.select_related("plan").order_by("office", "pk")
        if may_set_every_signing(self.person):
            return rows
        return rows.filter(plan__in=plans_managed(self.person, self.today))

    def who(self) -> dict[str, Any]:
        return {"by": self.person, "today": self.today, "now": timezone.now()}

    @extend_schema(responses={201: RecipientSerializer})
    def create(self, request: Request) -> Response:
        """Adds an office: from the next edition issued on it gets each one."""
        sent = self.sent(RecipientSerializer)
        plan = sent.pop("plan")
        made = services.add_recipient(plan, services.Address(**sent), **self.who())
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=RecipientChangeSerializer, responses=RecipientSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes an office; fields that are not sent stay as they are."""
        found = self.get_object()
        form = RecipientChangeSerializer(found, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        told = {name: form.validated_data.get(name, getattr(found, name)) for name in NAMES}
        services.change_recipient(found, services.Address(**told), **self.who())
        return self.shown(self.get_object())

    @extend_schema(operation_id="recipients_retire", request=None, responses=RecipientSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Nothing more is sent there; what was sent stays on record."""
        services.retire_recipient(self.get_object(), **self.who())
        return self.shown(self.get_object())
