"""How django-allauth behaves here: closed to strangers, in our words, by our letters."""

import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import local_passwords
from agencies.models import User
from agencies.services_letters import tell
from agencies.signing_in import words
from agencies.signing_in.addresses import client_address
from agencies.signing_in.letter_words import NOTICES
from agencies.signing_in.oidc import provider_name

log = logging.getLogger(__name__)
AGENT_SHOWN = 120


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Wrong passwords are counted by axes alone: allauth's own count goes by e-mail from any
        address, so that whoever knows an e-mail could keep its person out."""
        found = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()  # of a closed account: forgotten
        return found if isinstance(found, User) else None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or words.SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whatever allauth would mail by itself: nothing leaves but our own letters."""
        log.error("allauth wanted to send %s, which is no letter of ours", template_prefix)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        kind = template_prefix.rsplit("/", 1)[-1]
        if kind not in NOTICES:
            log.error("allauth tells of %s, for which there are no words", kind)
            return
        provider = str((context or {}).get("provider", ""))
        more = {"provider": provider} if provider else {}
        tell(kind, user, now=timezone.now(), **whence(self.request), **more)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in, or confirmed it, minutes ago is not asked again."""
        return not authenticated_lately(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        said = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
            "provider": _("Sign in with %(name)s") % {"name": provider_name()},
        }
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not local_passwords.may_have_one(user):
            found = [way for way in found if way["id"] != "reauthenticate"]
        if local_passwords.is_tied(user):
            found.append({"id": "provider", "url": reverse("reauthenticate_by_provider")})
        return [{**way, "description": said[way["id"]]} for way in found]


def authenticated_lately(request: HttpRequest) -> bool:
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records), default=0)
    return bool(time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT)


def whence(request: HttpRequest) -> dict[str, str]:
    """What a letter tells of where an act came from."""
    agent = request.headers.get("user-agent", "")[:AGENT_SHOWN]
    return {"ip": client_address(request), "agent": agent}
