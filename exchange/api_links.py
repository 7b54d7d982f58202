"""`/api/v1/calendar-links/`: a person's own private addresses of calendars and feeds."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from agencies.rest.views import Acting
from agencies.signing_in.again import ask_again_of_session
from exchange.link_addresses import address_of
from exchange.models import CalendarLink, LinkKind
from exchange.models.calendar_link import LONGEST_NAME
from exchange.queries.links import links_of
from exchange.services.links import Wanted, make_link, renew_link, revoke_link
from planner.models import ActionPlan

Plan = serializers.SlugRelatedField[ActionPlan]
Body = serializers.SlugRelatedField[Agency]
NOT_KEPT = {"Cache-Control": "no-store"}


class CalendarLinkSerializer(serializers.ModelSerializer[CalendarLink]):
    """`ending`: the last signs of the token; the token itself is told once, when it is made."""

    agency = Body(slug_field="code", read_only=True, allow_null=True)
    plan = Plan(slug_field="slug", read_only=True, allow_null=True)

    class Meta:
        model = CalendarLink
        fields = ["id", "kind", "agency", "plan", "name", "ending", "made_at", "last_read_on"]


class WantedSerializer(serializers.Serializer[Any]):
    """`agency` for the calendar of one, `plan` for its news; for the own due dates neither."""

    kind = serializers.ChoiceField(choices=LinkKind.choices)
    agency = Body(slug_field="code", queryset=Agency.objects.all(), required=False, allow_null=True)
    plan = Plan(
        slug_field="slug", queryset=ActionPlan.objects.all(), required=False, allow_null=True
    )
    name = serializers.CharField(max_length=LONGEST_NAME, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What does not belong to the kind is an error, not left out as on the page."""
        for field, kind in (("agency", LinkKind.AGENCY), ("plan", LinkKind.NEWS)):
            if attrs.get(field) and attrs["kind"] != kind:
                said = _("This belongs to another kind of link: %(kind)s.") % {"kind": kind.value}
                raise serializers.ValidationError({field: said})
        return attrs


class MadeSerializer(CalendarLinkSerializer):
    """With its address, which is shown this once."""

    address = serializers.CharField(read_only=True)

    class Meta(CalendarLinkSerializer.Meta):
        fields = [*CalendarLinkSerializer.Meta.fields, "address"]


class LinkAddressSerializer(serializers.Serializer[Any]):
    """Shown this once."""

    address = serializers.CharField()


class CalendarLinkViewSet(Acting[CalendarLink]):
    """One's own links that stand. Whoever has an address reads there without signing in what its
    person may read that day; see docs/exports-and-uploads.md."""

    queryset = CalendarLink.objects.none()
    serializer_class = CalendarLinkSerializer
    scope = "exchange"
    lookup_value_regex = "[0-9]+"
    ordering_fields = ["made_at"]
    http_method_names = ["get", "head", "options", "post", "delete"]

    @property
    def repeatable(self) -> bool:  # type: ignore[override]  # by action, not by view
        return getattr(self, "action", "") not in ("create", "renew")

    def get_queryset(self) -> QuerySet[CalendarLink]:
        if getattr(self, "swagger_fake_view", False):
            return CalendarLink.objects.none()
        return links_of(self.person).order_by("-pk")

    @extend_schema(request=WantedSerializer, responses={201: MadeSerializer})
    def create(self, request: Request) -> Response:
        """The answer shows the address, once. 403 "confirmation_required" for a session that has
        not confirmed lately who is there."""
        ask_again_of_session(request)
        language = self.person.language or settings.LANGUAGE_CODE
        wanted = Wanted(**self.sent(WantedSerializer), language=language)
        made, token = make_link(wanted, by=self.person, today=self.today, now=timezone.now())
        shown = {**self.representation(made), "address": address_of(made, token)}
        return Response(shown, status.HTTP_201_CREATED, headers=NOT_KEPT)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Its address gives nothing from now on."""
        revoke_link(self.get_object(), by=self.person, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=LinkAddressSerializer)
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, pk: int) -> Response:
        """Another address, shown once; the old one gives nothing from now on."""
        link = self.get_object()
        ask_again_of_session(request)
        token = renew_link(link, by=self.person, today=self.today, now=timezone.now())
        return Response({"address": address_of(link, token)}, headers=NOT_KEPT)
