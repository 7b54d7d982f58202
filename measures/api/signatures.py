"""Reports that wait for the signature of an agency's head, and whether the head signs at all."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, found
from measures.api.signing_shapes import DraftSigningSerializer
from measures.models import Signing
from measures.permissions.signing import check_may_open_signing, check_may_set_head_signs
from measures.queries.signing import put_before, signed_for, waiting_to_be_signed
from measures.services.signing import give_back, set_head_signs, sign


class SignatureSerializer(DraftSigningSerializer):
    """`entry`: the draft that was put forward at `version`. `waits` false: it was decided, or the
    draft was changed since and is put forward anew first."""

    obligation = serializers.IntegerField(source="entry.obligation_id", read_only=True)
    plan = serializers.CharField(source="entry.obligation.measure.plan.slug", read_only=True)
    measure_number = serializers.CharField(source="entry.obligation.measure.number", read_only=True)
    due_on = serializers.DateField(
        source="entry.obligation.due_on", allow_null=True, read_only=True
    )

    class Meta:
        model = Signing
        fields = [
            *("id", "entry", "version", "obligation", "plan", "measure_number", "agency"),
            *("due_on", "despite_silence", "state", "waits", "asked_by", "asked_on"),
            *("decided_by", "decided_on", "reason"),
        ]


class HeadSignsSerializer(serializers.ModelSerializer[Agency]):
    """Whether reports of the agency wait for its head before they are sent."""

    agency = serializers.CharField(source="code", read_only=True)
    head_signs = serializers.BooleanField()

    class Meta:
        model = Agency
        fields = ["agency", "head_signs"]


class GivenBackSerializer(serializers.Serializer[Any]):
    """What is to be changed; who put the report forward reads it."""

    reason = serializers.CharField(max_length=2000)


class SignatureViewSet(Asking):
    """For heads of agencies and their deputies: what was put before them, of their agencies."""

    queryset = Signing.objects.none()
    serializer_class = SignatureSerializer
    scope = "progress"

    def _theirs(self) -> QuerySet[Signing]:
        check_may_open_signing(self.person, self.today)
        return put_before(signed_for(self.person, self.today))

    @extend_schema(
        operation_id="signatures_list",
        tags=["signatures"],
        responses=SignatureSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What waits, the soonest date first."""
        check_may_open_signing(self.person, self.today)
        agencies = signed_for(self.person, self.today)
        return self.paged(SignatureSerializer, waiting_to_be_signed(agencies))

    @extend_schema(
        operation_id="signatures_retrieve", tags=["signatures"], responses=SignatureSerializer
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """Also what was decided."""
        return self.told(SignatureSerializer, found(self._theirs(), pk=pk))

    @extend_schema(
        operation_id="signatures_agencies",
        tags=["signatures"],
        responses=HeadSignsSerializer(many=True),
    )
    @action(detail=False, pagination_class=None)
    def agencies(self, request: Request) -> Response:
        """Agencies whose reports the caller may sign, and whether their heads sign."""
        check_may_open_signing(self.person, self.today)
        return self.paged(HeadSignsSerializer, signed_for(self.person, self.today))

    @extend_schema(
        operation_id="signatures_sign",
        tags=["signatures"],
        request=None,
        responses=SignatureSerializer,
    )
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: int) -> Response:
        """Signs the report and hands it in. 409 "not_waiting", and what handing in says."""
        sign(found(self._theirs(), pk=pk), by=self.person, today=self.today)
        return self.told(SignatureSerializer, found(self._theirs(), pk=pk))

    @extend_schema(
        operation_id="signatures_give_back",
        tags=["signatures"],
        request=GivenBackSerializer,
        responses=SignatureSerializer,
    )
    @action(detail=True, methods=["post"], url_path="give-back", url_name="give-back")
    def give_back(self, request: Request, pk: int) -> Response:
        """It stays a draft, and who put it forward is told why. 409 "not_waiting"."""
        row, sent = found(self._theirs(), pk=pk), self.sent(GivenBackSerializer)
        give_back(row, by=self.person, today=self.today, **sent)
        return self.told(SignatureSerializer, found(self._theirs(), pk=pk))


class HeadSignsViewSet(Asking):
    """For the head of the agency, and who keeps agencies in the administration."""

    queryset = Agency.objects.none()
    serializer_class = HeadSignsSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    pagination_class = None
    lookup_field = "code"
    scope = "progress"

    def _body(self, code: str) -> Agency:
        body: Agency = found(Agency.objects.all(), code=code)
        return body

    @extend_schema(
        operation_id="agencies_head_signs", tags=["signatures"], responses=HeadSignsSerializer
    )
    def retrieve(self, request: Request, code: str) -> Response:
        """Whether the head signs reports before they are sent."""
        body = self._body(code)
        check_may_set_head_signs(self.person, body, self.today)
        return self.told(HeadSignsSerializer, body)

    @extend_schema(
        operation_id="agencies_set_head_signs",
        tags=["signatures"],
        request=HeadSignsSerializer,
        responses=HeadSignsSerializer,
    )
    def update(self, request: Request, code: str) -> Response:
        """Says whether the head signs from now on; what waits already goes on waiting."""
        body = self._body(code)
        check_may_set_head_signs(self.person, body, self.today)
        wanted = self.sent(HeadSignsSerializer)["head_signs"]
        set_head_signs(body, wanted, by=self.person, today=self.today)
        return self.told(HeadSignsSerializer, body)


paths = [
    path(
        "agencies/<slug:code>/head-signs/",
        HeadSignsViewSet.as_view({"get": "retrieve", "put": "update"}, detail=True),
        name="agency-head-signs",
    ),
]
