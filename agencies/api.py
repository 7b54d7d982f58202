"""API: sign-in by token, and the bodies that carry out plans."""

from typing import Any

import django_filters
from django.contrib.auth import authenticate
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Agency, AgencyGroup, Region, Succession, SuccessionKind
from agencies.rest.views import Endpoint, Reading


class SignInSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, style={"input_type": "password"})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        email = attrs["email"].lower()
        person = authenticate(self.context["request"], username=email, password=attrs["password"])
        if person is None:
            raise serializers.ValidationError(_("E-mail or password is wrong."), code="sign_in")
        return {"person": person}


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField()


class SignInView(Endpoint):
    """Send the token as `Authorization: Token …`; a new sign-in gives the same one."""

    permission_classes = [AllowAny]
    authentication_classes = ()
    limit = "sign-in"
    repeatable = False

    @extend_schema(
        operation_id="token_create",
        request=SignInSerializer,
        responses=TokenSerializer,
        auth=[],
        tags=["token"],
    )
    def post(self, request: Request) -> Response:
        form = SignInSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        token, _made = Token.objects.get_or_create(user=form.validated_data["person"])
        return Response({"token": token.key})


class RegionSerializer(serializers.ModelSerializer[Region]):
    class Meta:
        model = Region
        fields = ["id", "code", "kind", "name_ru", "name_kk", "name_en"]


class AgencySerializer(serializers.ModelSerializer[Agency]):
    region = serializers.SlugRelatedField[Region](
        slug_field="code", read_only=True, allow_null=True
    )

    class Meta:
        model = Agency
        fields = [
            "id",
            "code",
            "kind",
            "by_agreement",
            "region",
            *(f"{field}_{code}" for field in ("name", "short") for code in ("ru", "kk", "en")),
            "founded_on",
            "abolished_on",
        ]


class AgencyGroupSerializer(serializers.ModelSerializer[AgencyGroup]):
    members = serializers.SlugRelatedField[Agency](slug_field="code", many=True, read_only=True)

    class Meta:
        model = AgencyGroup
        fields = ["id", "code", "name_ru", "name_kk", "name_en", "members"]


class RegionViewSet(Reading[Region]):
    queryset = Region.objects.all()
    serializer_class = RegionSerializer
    filterset_fields = ["kind"]


class AgencyViewSet(Reading[Agency]):
    queryset = Agency.objects.select_related("region")
    serializer_class = AgencySerializer
    filterset_fields = ["kind", "by_agreement", "code"]


class AgencyGroupViewSet(Reading[AgencyGroup]):
    queryset = AgencyGroup.objects.prefetch_related("members")
    serializer_class = AgencyGroupSerializer


class SuccessionSerializer(serializers.ModelSerializer[Succession]):
    predecessor = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)
    successor = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)

    class Meta:
        model = Succession
        fields = ["id", "predecessor", "successor", "kind", "effective_on", "act"]


class SuccessionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """`body`: a code; either side of the succession."""

    body = django_filters.CharFilter(method="either")
    predecessor = django_filters.CharFilter("predecessor__code")
    successor = django_filters.CharFilter("successor__code")
    kind = django_filters.ChoiceFilter(choices=SuccessionKind.choices)

    class Meta:
        model = Succession
        fields: list[str] = []

    def either(self, rows: QuerySet[Succession], name: str, code: str) -> QuerySet[Succession]:
        return rows.filter(Q(predecessor__code=code) | Q(successor__code=code))


class SuccessionViewSet(Reading[Succession]):
    """Bodies renamed, merged and split; what the first owed has passed on to the second."""

    queryset = Succession.objects.select_related("predecessor", "successor").order_by(
        "-effective_on", "-pk"
    )
    serializer_class = SuccessionSerializer
    filterset_class = SuccessionFilter
