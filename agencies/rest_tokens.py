"""How a program shows its token to the API, and what a token may be used for.

`Authorization: Bearer mpt_…`; the word `Token` is taken as well for a while. What is refused is
refused at once, whatever else the call carries: a session is not asked instead.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from agencies.clock import today_of
from agencies.models import ApiToken, Scope, TokenState, User
from agencies.permissions_accounts import may_hold_tokens
from agencies.queries_tokens import Presented, token_of
from agencies.second_factor import asked_by_roles
from agencies.services_tokens import note_use

if TYPE_CHECKING:  # views import this module while they are being imported
    from rest_framework.views import APIView

WORDS = ("bearer", "token")


class TokenAuthentication(BaseAuthentication):
    """Answers (person, token); `request.auth` is the token, None for a session."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        secret = _secret_in(request)
        if secret is None:
            return None
        now = timezone.now()
        today = today_of(request._request)
        found = token_of(secret, today)
        if found is None:
            raise AuthenticationFailed(_("This token is not known."), code="token_unknown")
        token = _checked(found, found.token.state(now), today)
        note_use(token, now=now)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def _secret_in(request: Request) -> str | None:
    """None where no token is shown; what is no text of ours is shown, and refused as unknown."""
    word, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
    return secret.strip() if word.lower() in WORDS else None


def _checked(found: Presented, state: TokenState, today: date) -> ApiToken:
    if state == TokenState.REVOKED:
        raise AuthenticationFailed(_("This token is revoked."), code="token_revoked")
    if state == TokenState.EXPIRED:
        raise AuthenticationFailed(_("This token has expired. Make a new one."), "token_expired")
    if not found.token.person.is_active:
        raise AuthenticationFailed(_("The account of this token is closed."), "account_closed")
    if not (found.has_role or may_hold_tokens(found.token.person, today)):
        raise PermissionDenied(_("You have no current role in any agency."))
    if not found.has_factor and asked_by_roles(found.token.person, found.has_asked_role):
        # Made before the role came: it does no more than its person does with a password alone.
        said = _("Sign in with a second factor first: on the pages, under “Sign-in and security”.")
        _refuse(said, "second_factor_required")
    return found.token


class WithinScope(BasePermission):
    """A token reads with the scope "read", or the one that the view's `scope_to_read` names, and
    writes with the one that its `scope` names.

    A view that names none is not written to by a token. Sessions have no scopes: whoever is signed
    in on the site has all of their own rights.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if request.auth is None:
            return True
        if not isinstance(request.auth, ApiToken):
            return False
        wanted = scope_wanted(request.method or "", view)
        if wanted is None:
            _refuse(_("No token may be used for this: sign in on the site."), "no_tokens")
        if wanted not in request.auth.scopes:
            told = _("The token lacks the scope “%(scope)s”.") % {"scope": wanted}
            _refuse(told, "scope_missing")
        return True


def scope_wanted(method: str, view: object) -> str | None:
    """The scope that a token needs for it; None: no token will do."""
    if method in SAFE_METHODS:
        return str(getattr(view, "scope_to_read", Scope.READ))
    scope = getattr(view, "scope", None)
    return scope if scope in Scope.values else None


def _refuse(said: str, code: str) -> NoReturn:
    raise PermissionDenied(said, code=code)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "mpt_…",
            "description": "An access token, made at /accounts/tokens/. It reads with the scope "
            "`read`, the audit record with `audit`; what a call that writes needs stands in its "
            "description.",
        }
