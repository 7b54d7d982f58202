"""`/api/v1/webhooks/`: addresses of other programs that are told of changes."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from agencies.rest.views import Acting
from exchange.api.deliveries import DeliverySerializer
from exchange.bell import ring
from exchange.models import LONGEST_NAME, Webhook
from exchange.permissions import address_for
from exchange.queries.webhooks import webhooks_kept_by
from exchange.rules.types import SORTED
from exchange.services import replaying, secrets, stopping, webhooks
from planner.models import ActionPlan

Plan = serializers.SlugRelatedField[ActionPlan]
Body = serializers.SlugRelatedField[Agency]
SHOW_A_SECRET = ("create", "renew_secret")


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    """`types` [] means all; `plan` and `agency` null mean any. `reason` says why nothing is sent.
    Until `old_secret_until` messages are signed with the former secret besides. Of `address` others
    than its owner and administrators see the machine alone: the rest may hold a key."""

    address = serializers.SerializerMethodField()
    owner = serializers.CharField(source="owner.full_name", read_only=True)
    types = serializers.ListField(child=serializers.ChoiceField(choices=SORTED))
    plan = Plan(slug_field="slug", read_only=True)
    agency = Body(slug_field="code", read_only=True)

    class Meta:
        model = Webhook
        fields = [
            *("id", "name", "address", "types", "plan", "agency", "owner"),
            *("state", "reason", "state_at", "failing_since", "old_secret_until", "created_at"),
        ]

    def get_address(self, row: Webhook) -> str:
        return address_for(self.context["view"].person, row)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Accepted reports of one body",
            {
                "name": "Register of the ministry",
                "address": "https://registry.example.kz/tracker",
                "types": ["progress.accepted", "extension.granted"],
                "plan": "migration-2008-2010",
                "agency": "mvd",
            },
            request_only=True,
        )
    ]
)
class TermsSerializer(serializers.Serializer[Any]):
    """What a webhook is told of, and where. Left out on creating: any."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    address = serializers.CharField(max_length=500)
    types = serializers.ListField(child=serializers.ChoiceField(choices=SORTED), required=False)
    plan = Plan(
        slug_field="slug", queryset=ActionPlan.objects.all(), required=False, allow_null=True
    )
    agency = Body(slug_field="code", queryset=Agency.objects.all(), required=False, allow_null=True)


class SecretSerializer(serializers.Serializer[Any]):
    """Shown this once. The key for HMAC-SHA256 is what follows "whsec_", base64."""

    secret = serializers.CharField()


class CreatedSerializer(WebhookSerializer):
    """With its secret, which is shown this once."""

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class ResumeSerializer(serializers.Serializer[Any]):
    """`catch_up`: also send what happened while nothing was sent."""

    catch_up = serializers.BooleanField(required=False, default=True)


class SinceSerializer(serializers.Serializer[Any]):
    since = serializers.DateTimeField()


class CountSerializer(serializers.Serializer[Any]):
    messages = serializers.IntegerField()


class WebhookViewSet(Acting[Webhook]):
    """One's own webhooks, and for coordinators those limited to their plans. Each tells no more
    than its owner may see; messages are signed as Standard Webhooks, see docs/exchange.md."""

    queryset = Webhook.objects.none()
    serializer_class = WebhookSerializer
    scope = "exchange"
    lookup_value_regex = "[0-9]+"
    ordering_fields = ["name", "created_at"]
    http_method_names = ["get", "head", "options", "post", "patch", "delete"]

    @property
    def repeatable(self) -> bool:  # type: ignore[override]  # by action, not by view
        return getattr(self, "action", "") not in SHOW_A_SECRET

    def get_queryset(self) -> QuerySet[Webhook]:
        if getattr(self, "swagger_fake_view", False):
            return Webhook.objects.none()
        return webhooks_kept_by(self.person, self.today).order_by("-pk")

    @extend_schema(request=TermsSerializer, responses={201: CreatedSerializer})
    def create(self, request: Request) -> Response:
        """Told of what happens from now on. The answer shows the secret, once."""
        now = timezone.now()
        terms = webhooks.Terms(**self.sent(TermsSerializer))
        made = webhooks.add_webhook(terms, by=self.person, today=self.today, now=now)
        secret = secrets.show_secret(made, by=self.person, today=self.today, now=now)
        shown = {**self.representation(made), "secret": secret}
        return Response(shown, status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(request=TermsSerializer, responses=WebhookSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Changes what is sent; its owner alone."""
        hook = self.get_object()
        form = TermsSerializer(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        names = ("name", "address", "types", "plan", "agency")
        stands = {name: getattr(hook, name) for name in names}
        terms = webhooks.Terms(**stands | form.validated_data)
        webhooks.change_webhook(hook, terms, by=self.person, today=self.today, version=hook.version)
        return self.shown(hook)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Removes it for good; what waits is not sent."""
        stopping.retire(self.get_object(), by=self.person, today=self.today, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: int) -> Response:
        """Sends nothing until it is let go on."""
        hook = self.get_object()
        stopping.pause(hook, by=self.person, today=self.today, now=timezone.now())
        return self.shown(hook)

    @extend_schema(request=ResumeSerializer, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: int) -> Response:
        """Lets it go on, as a rule with what it missed."""
        hook, sent = self.get_object(), self.sent(ResumeSerializer)
        replaying.resume_and_catch_up(
            hook, by=self.person, today=self.today, now=timezone.now(), **sent
        )
        ring()
        return self.shown(hook)

    @extend_schema(request=None, responses=SecretSerializer)
    @action(detail=True, methods=["post"], url_path="renew-secret")
    def renew_secret(self, request: Request, pk: int) -> Response:
        """A new secret, shown once; for two days the old one signs besides."""
        hook, now = self.get_object(), timezone.now()
        secrets.renew_secret(hook, by=self.person, today=self.today, now=now)
        secret = secrets.show_secret(hook, by=self.person, today=self.today, now=now)
        return Response({"secret": secret}, headers={"Cache-Control": "no-store"})

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def ping(self, request: Request, pk: int) -> Response:
        """Sends a test message, of the type `ping`."""
        sent = replaying.ping(
            self.get_object(), by=self.person, today=self.today, now=timezone.now()
        )
        ring()
        return Response(DeliverySerializer(sent).data, status.HTTP_202_ACCEPTED)

    @extend_schema(request=SinceSerializer, responses={202: CountSerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: int) -> Response:
        """Sends again all that happened since a moment, with the identifiers it had."""
        count = replaying.replay_since(
            self.get_object(),
            self.sent(SinceSerializer)["since"],
            by=self.person,
            today=self.today,
            now=timezone.now(),
        )
        ring()
        return Response({"messages": count}, status.HTTP_202_ACCEPTED)
