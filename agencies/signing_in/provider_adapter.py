"""Who may come in by another system: people who have an account or an invitation, nobody else."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import User
from agencies.services_invitations import accept_by_provider
from agencies.signing_in import words

log = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # ships no types
    error_messages = {**DefaultSocialAccountAdapter.error_messages, **words.ERRORS}

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The first time a person is found by an e-mail address that the provider has verified,
        and connected for good; later by the provider's own name of the person."""
        if sociallogin.is_existing:
            return
        try:
            person = _person_of(sociallogin)
        except Refused as refused:
            page = render(request, "agencies/link_over.html", {"said": refused}, status=403)
            raise ImmediateHttpResponse(page) from None
        if person is None:
            raise ImmediateHttpResponse(
                render(request, "agencies/provider_unknown.html", status=403)
            )
        sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        log.warning("sign-in by the provider failed: %s", type(exception).__name__)


def _person_of(sociallogin: Any) -> User | None:
    verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    if len(verified) != 1:
        return None
    known = User.objects.filter(email=verified[0]).first()
    return known or accept_by_provider(verified[0], now=timezone.now())
