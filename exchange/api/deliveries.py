"""`/api/v1/webhooks/deliveries/`: the log of messages and what came of each attempt."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from exchange.bell import ring
from exchange.models import Attempt, Delivery, DeliveryState
from exchange.queries.webhooks import log_of, webhooks_kept_by, with_attempts
from exchange.services import replaying


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    class Meta:
        model = Attempt
        fields = ["at", "outcome", "status", "milliseconds", "excerpt"]


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """`message_id` is the header `webhook-id`, the same in every attempt, and the `id` of the
    change in the feed."""

    tries = AttemptSerializer(many=True, read_only=True)

    class Meta:
        model = Delivery
        fields = [
            *("id", "webhook", "message_id", "type", "state", "attempts"),
            *("created_at", "next_try_at", "ended_at", "replayed_at", "tries"),
        ]


class DeliveryFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    state = django_filters.ChoiceFilter(choices=DeliveryState.choices)
    message_id = django_filters.CharFilter()
    type = django_filters.CharFilter()
    webhook = django_filters.NumberFilter("webhook_id")

    class Meta:
        model = Delivery
        fields: list[str] = []


class DeliveryViewSet(Acting[Delivery]):
    """Messages of the webhooks that the caller keeps, as long as the log is kept."""

    queryset = Delivery.objects.none()
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    scope = "exchange"

    def get_queryset(self) -> QuerySet[Delivery]:
        if getattr(self, "swagger_fake_view", False):
            return Delivery.objects.none()
        return with_attempts(log_of(webhooks_kept_by(self.person, self.today)))

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: int) -> Response:
        """Sends one message again, with the identifier it had."""
        delivery = self.get_object()
        replaying.replay(delivery, by=self.person, today=self.today, now=timezone.now())
        ring()
        return self.shown(self.get_object(), status.HTTP_202_ACCEPTED)
