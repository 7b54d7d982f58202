"""API: a token for a password, the token that a call carries, and a person's own tokens."""

from typing import Any, cast

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.local_passwords import BY_PROVIDER
from agencies.models import ApiToken, Scope, TokenState
from agencies.queries_tokens import tokens_of
from agencies.rest.views import Acting, Endpoint
from agencies.rest_tokens import TokenAuthentication
from agencies.services_tokens import (
    NOT_FOR_A_PASSWORD,
    SECOND_FACTOR,
    Made,
    make_token,
    revoke_token,
    token_for_password,
)
from agencies.signing_in.again import ask_again_of_session


class SignInSerializer(serializers.Serializer[Any]):
    """`scopes`: what the token may be used for; without it it reads, logs progress and works with
    reports."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, style={"input_type": "password"})
    scopes = serializers.MultipleChoiceField(
        choices=[one.value for one in Scope if one not in NOT_FOR_A_PASSWORD], required=False
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        email, password = attrs["email"].lower(), attrs["password"]
        person = authenticate(self.context["request"], username=email, password=password)
        if person is None:
            raise serializers.ValidationError(_("E-mail or password is wrong."), code="sign_in")
        return {"person": person, "scopes": attrs.get("scopes", ())}


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """`start`: the first signs after `mpt_`, by which a person recognises it. `last_used_at` is
    exact to the hour."""

    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    state = serializers.SerializerMethodField()

    class Meta:
        model = ApiToken
        fields = [
            *("id", "name", "start", "scopes", "origin", "state"),
            *("made_at", "expires_at", "last_used_at", "revoked_at"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=TokenState.choices))
    def get_state(self, row: ApiToken) -> str:
        return row.state(timezone.now()).value


class MadeTokenSerializer(TokenSerializer):
    """`token` is the secret: shown in this answer and never again."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


class NewTokenSerializer(serializers.Serializer[Any]):
    """It counts until the end of the day `expires_on`."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.MultipleChoiceField(choices=Scope.choices, allow_empty=False)
    expires_on = serializers.DateField()


def _secret(made: Made, code: int) -> Response:
    """Kept by nothing between here and the caller."""
    made.token.token = made.secret  # type: ignore[attr-defined]  # for the serializer alone
    shown = MadeTokenSerializer(made.token).data
    return Response(shown, status=code, headers={"Cache-Control": "no-store"})


class SignInView(Endpoint):
    """A token for a password; see also `tokens`."""

    permission_classes = [AllowAny]
    authentication_classes = ()
    limit = "sign-in"
    repeatable = False

    @extend_schema(
        operation_id="token_create",
        request=SignInSerializer,
        responses=MadeTokenSerializer,
        auth=[],
        tags=["token"],
    )
    def post(self, request: Request) -> Response:
        """A token of a few hours for an e-mail and a password; send it as `Authorization: Bearer`.

        People of whom two factors are asked (coordinators, administrators, whoever has set up a
        second one) get 403 `second_factor_required`, people who come by a ministry's own sign-in
        403 `comes_by_provider`: they make a token on the site.
        """
        form = SignInSerializer(data=request.data, context={"request": request._request})
        form.is_valid(raise_exception=True)
        said, now = form.validated_data, timezone.now()
        try:
            made = token_for_password(
                scopes=said["scopes"], by=said["person"], today=self.today, now=now
            )
        except Refused as refused:
            if refused.code not in (SECOND_FACTOR, BY_PROVIDER):
                raise
            raise PermissionDenied(str(refused), code=refused.code) from None
        return _secret(made, status.HTTP_200_OK)


class ThisTokenView(Endpoint):
    """The token of a call, whatever its scopes: it tells of itself and ends itself."""

    permission_classes = [IsAuthenticated]
    authentication_classes = [TokenAuthentication]

    @property
    def token(self) -> ApiToken:
        return cast(ApiToken, self.request.auth)

    @extend_schema(operation_id="token_this_retrieve", responses=TokenSerializer, tags=["token"])
    def get(self, request: Request) -> Response:
        """What the token of this call is and may be used for."""
        return Response(TokenSerializer(self.token).data)

    @extend_schema(operation_id="token_this_revoke", responses={204: None}, tags=["token"])
    def delete(self, request: Request) -> Response:
        """Revokes the token of this call: for one that has leaked."""
        revoke_token(self.token, by=self.person, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenViewSet(Acting[ApiToken]):
    """A person's own tokens. Making and revoking them takes a signed-in session, not a token."""

    scope = ""  # no token makes or ends another
    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer
    filterset_fields = ["origin"]
    ordering_fields = ["made_at", "expires_at", "last_used_at"]
    repeatable = False

    def get_queryset(self) -> QuerySet[ApiToken]:
        if getattr(self, "swagger_fake_view", False):
            return ApiToken.objects.none()
        return tokens_of(self.person)

    @extend_schema(request=NewTokenSerializer, responses={201: MadeTokenSerializer})
    def create(self, request: Request) -> Response:
        """Makes a token; its secret stands in this answer and nowhere else. 403
        "confirmation_required" for a session that has not confirmed lately who is there."""
        ask_again_of_session(request)
        said, now = self.sent(NewTokenSerializer), timezone.now()
        made = make_token(**said, by=self.person, today=self.today, now=now)
        return _secret(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=TokenSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """It counts no more from this moment."""
        token = self.get_object()
        revoke_token(token, by=self.person, now=timezone.now())
        token.refresh_from_db()
        return self.shown(token)
