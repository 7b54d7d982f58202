"""Sign-in by a ministry's own OpenID Connect provider; OpenID Connect Core 1.0, §3.1.

Stricter than allauth's own adapter, which believes an ID token that came from the token endpoint
without looking at its signature, and sends no nonce.
"""

import hashlib
import secrets
import time
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

PROVIDER = "oidc"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
CLAIMS = ("iss", "sub", "aud", "exp", "iat", "nonce")
CLOCKS_DIFFER = 60  # seconds, at most
Claims = dict[str, Any]


def provider_name() -> str:
    """Of the ministry's own sign-in; "" where there is none."""
    apps: dict[str, Any] = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {}).get(PROVIDER, {})
    return str(apps.get("APP", {}).get("name", ""))


class MinistryAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks to the provider. `nonce`: what the answer must hold; "" accepts none. `asked_anew_at`:
    since when (seconds since 1970) the person must have signed in there; None: whenever."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self.nonce = ""
        self.asked_anew_at: float | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("the provider names another issuer")
        return found

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return settings.SITE_URL + reverse("oidc_callback")

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        claims = self._checked(app, kwargs["response"].get("id_token"))
        if not claims.get("email"):
            claims |= self._asked_for(token, claims["sub"])
        return self.get_provider().sociallogin_from_response(request, claims)

    def _checked(self, app: Any, id_token: Any) -> Claims:
        """The claims of a token that the provider signed, for us, in answer to this very sign-in.
        Raises OAuth2Error."""
        if not isinstance(id_token, str) or not self.nonce:
            raise OAuth2Error("no ID token")
        try:
            claims: Claims = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_DIFFER,
                options={"require": list(CLAIMS)},
            )
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise OAuth2Error(f"ID token refused: {type(error).__name__}") from error
        if not secrets.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("ID token refused: nonce")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("ID token refused: azp")
        self._check_asked_anew(claims.get("auth_time"))
        return claims

    def _check_asked_anew(self, signed_in_at: Any) -> None:
        """A provider that is asked with `max_age` tells when; OpenID Connect Core 1.0, §2."""
        if self.asked_anew_at is None:
            return
        known = isinstance(signed_in_at, int | float)
        if not known or signed_in_at < self.asked_anew_at - CLOCKS_DIFFER:
            raise OAuth2Error("ID token refused: the person was not asked anew")

    def _key(self, id_token: str) -> Any:
        """The provider's public key that the token names; the only one where it names none."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        known = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in known if key.key_id == named or (not named and len(known) == 1)]
        if not fitting:
            raise OAuth2Error("ID token refused: no such key")
        return fitting[0]

    def _asked_for(self, token: Any, subject: str) -> Claims:
        """E-mail and name of the same person, of a provider that leaves them out of the token."""
        told = self._fetch_user_info(token.token)
        if told.get("sub") != subject:
            raise OAuth2Error("the provider tells of another person")
        return {name: told[name] for name in ("email", "email_verified", "name") if name in told}


class MinistryProvider(OpenIDConnectProvider):  # type: ignore[misc]
    id = PROVIDER
    oauth2_adapter_class = MinistryAdapter
    supports_token_authentication = False
    pkce_enabled_default = True

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("oidc_login")

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def extract_uid(self, data: Claims) -> str:
        """A subject is a person only together with its issuer; kept as a digest of both."""
        named = f"{data['iss']}\n{data['sub']}"
        return hashlib.sha256(named.encode()).hexdigest()

    def extract_extra_data(self, data: Claims) -> dict[str, Any]:
        """Nothing of what the provider tells of a person is kept."""
        return {}

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: Any = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponseBase:
        """Whoever is signed in here already is to sign in there anew, so that it is sure who it
        is; see agencies.signing_in.again."""
        nonce = secrets.token_urlsafe(32)
        asked = {"nonce": nonce}
        if request.user.is_authenticated:
            asked |= {"prompt": "login", "max_age": "0"}
            kwargs["asked_anew_at"] = time.time()
        kwargs |= {"auth_params": asked, "nonce": nonce}
        answer: HttpResponseBase = super().redirect(request, process, next_url, data, **kwargs)
        return answer
