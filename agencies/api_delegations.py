"""API: roles lent to and by a person, lending one, and ending that before its last day."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.forms_delegations import MISSING_PERSON, MISSING_ROLE
from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.queries_delegations import (
    bodies_to_delegate_in,
    delegations_seen_by,
    may_be_ended_by,
    people_of,
    roles_to_delegate,
)
from agencies.rest.etags import tag_of
from agencies.rest.views import Acting
from agencies.rest_tokens import WithinScope
from agencies.services_delegations import delegate, end_delegation

STANDING, OVER = "standing", "over"
LARGEST_ID = 2**63 - 1


class DelegationPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="full_name")


class DelegationSerializer(serializers.ModelSerializer[Delegation]):
    """`holder` keeps the role, `to` has it besides. `state` "over": its last day has passed, or it
    was ended before. `may_end`: the caller may end it now."""

    agency = serializers.CharField(source="membership.agency.code")
    role = serializers.ChoiceField(source="membership.role", choices=Role.choices)
    holder = DelegationPersonSerializer(source="membership.user")
    to = DelegationPersonSerializer()
    made_by = DelegationPersonSerializer()
    ended_by = DelegationPersonSerializer(allow_null=True)
    state = serializers.SerializerMethodField()
    may_end = serializers.BooleanField()

    class Meta:
        model = Delegation
        fields = [
            *("id", "agency", "role", "holder", "to", "starts_on", "ends_on", "reason"),
            *("state", "made_by", "made_at", "ended_by", "ended_at", "may_end"),
        ]

    @extend_schema_field(serializers.ChoiceField([STANDING, OVER]))
    def get_state(self, row: Delegation) -> str:
        over = row.ended_at is not None or row.ends_on < self.context["view"].today
        return OVER if over else STANDING


class NewDelegationSerializer(serializers.Serializer[Any]):
    """`role` and `to`: ids as `choices` tells them. From the first day to the last, both included,
    a year at most."""

    role = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    to = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField(max_length=300)


class RoleToLendSerializer(serializers.ModelSerializer[Membership]):
    holder = DelegationPersonSerializer(source="user")
    role = serializers.ChoiceField(choices=Role.choices)

    class Meta:
        model = Membership
        fields = ["id", "role", "holder"]


class DelegationChoicesSerializer(serializers.Serializer[Any]):
    """`agencies` in which the caller may lend a role; of `agency`, the one asked for or the only
    one: which roles, and to whom."""

    agencies = serializers.ListField(child=serializers.CharField())
    agency = serializers.CharField(allow_null=True)
    roles = RoleToLendSerializer(many=True)
    people = DelegationPersonSerializer(many=True)


class DelegationFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """`state`: what stands or is to come, or what is over."""

    state = django_filters.ChoiceFilter(
        choices=[(STANDING, STANDING), (OVER, OVER)], method="in_state"
    )
    agency = django_filters.CharFilter("membership__agency__code")

    class Meta:
        model = Delegation
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Delegation], name: str, state: str) -> QuerySet[Delegation]:
        stands = Q(ended_at=None, ends_on__gte=self.request.parser_context["view"].today)
        return rows.filter(stands) if state == STANDING else rows.exclude(stands)


class DelegationViewSet(Acting[Delegation]):
    """Of the caller's own roles, to the caller, and of bodies that the caller heads."""

    queryset = Delegation.objects.none()
    serializer_class = DelegationSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    filterset_class = DelegationFilter
    ordering_fields = ["starts_on", "ends_on"]
    lookup_value_regex = "[0-9]+"
    scope = "admin"  # it gives rights to people

    def get_queryset(self) -> QuerySet[Delegation]:
        if getattr(self, "swagger_fake_view", False):
            return Delegation.objects.none()
        return delegations_seen_by(self.person, self.today).order_by("-starts_on", "-pk")

    def as_they_read(self, rows: Sequence[Delegation]) -> Sequence[Delegation]:
        standing = [one for one in rows if not one.ended_at and one.ends_on >= self.today]
        endable = may_be_ended_by(self.person, standing, self.today)
        for one in rows:
            vars(one)["may_end"] = one.pk in endable
        return rows

    @extend_schema(request=NewDelegationSerializer, responses={201: DelegationSerializer})
    def create(self, request: Request) -> Response:
        """Lends a role for a time to another person of the body. 409: "days_past",
        "ends_before_start", "too_long", "role_ends_first", "own_role", "another_body", "has_role",
        "delegated_already"."""
        bodies = bodies_to_delegate_in(self.person, self.today)
        if not bodies:
            raise PermissionDenied(_("You have no role that could be delegated."))
        sent = self.sent(NewDelegationSerializer)
        role = self._role(sent.pop("role"), bodies)
        to = self._receiver(sent.pop("to"), role.agency)
        given = delegate(role, to=to, **sent, by=self.person, today=self.today)
        return self.shown(self.get_queryset().get(pk=given.pk), status.HTTP_201_CREATED)

    def _role(self, pk: int, bodies: list[Agency]) -> Membership:
        """Others' roles are told from none by nobody."""
        named = Membership.objects.filter(pk=pk, agency__in=bodies).select_related("agency").first()
        may = roles_to_delegate(self.person, named.agency, self.today) if named else []
        role = next((one for one in may if one.pk == pk), None)
        if role is None:
            raise ValidationError({"role": str(MISSING_ROLE)}, code="does_not_exist")
        return role

    def _receiver(self, pk: int, body: Agency) -> User:
        person = next((one for one in people_of(body, self.today) if one.pk == pk), None)
        if person is None:
            raise ValidationError({"to": str(MISSING_PERSON)}, code="does_not_exist")
        return person

    @extend_schema(request=None, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """From this moment it gives no right. 409 "over"."""
        given = self.get_object()
        end_delegation(given, by=self.person, today=self.today, now=timezone.now())
        return self.shown(self.get_queryset().get(pk=given.pk))

    @extend_schema(
        operation_id="delegations_choices",
        parameters=[OpenApiParameter("agency", str, description="Code.")],
        responses=DelegationChoicesSerializer,
        filters=False,
    )
    @action(detail=False, pagination_class=None, filter_backends=(), takes=("agency",))
    def choices(self, request: Request) -> Response:
        """What the caller may lend, and to whom."""
        bodies = bodies_to_delegate_in(self.person, self.today)
        body = self._chosen(bodies)
        told = {
            "agencies": [one.code for one in bodies],
            "agency": body.code if body else None,
            "roles": roles_to_delegate(self.person, body, self.today) if body else [],
            "people": people_of(body, self.today) if body else [],
        }
        data = DelegationChoicesSerializer(told).data
        return Response(data, headers={"ETag": tag_of(data)})

    def _chosen(self, bodies: list[Agency]) -> Agency | None:
        code = self.request.query_params.get("agency")
        if code is None:
            return bodies[0] if len(bodies) == 1 else None
        body = next((one for one in bodies if one.code == code), None)
        if body is None:
            said = _("You may delegate no role in this agency.")
            raise ValidationError({"agency": said}, code="does_not_exist")
        return body
