"""Who is there is made sure of anew before something is given out that opens the account later on.

As django-allauth does it: by password, code or passkey, unless that was done minutes ago. What was
typed is kept meanwhile and goes on by itself afterwards.
"""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import HttpRequest, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from agencies import second_factor
from agencies.permissions import signed_in
from agencies.signing_in.adapters import authenticated_lately
from agencies.signing_in.oidc import provider_name

STASHED = reauthentication.STATE_SESSION_KEY


def is_sure(request: HttpRequest) -> bool:
    """Confirmed minutes ago, and with the second factor in this session where there is one."""
    return authenticated_lately(request) and not _lacks_factor(request)


def ask_again(request: HttpRequest, *, back: str) -> None:
    """Goes on only where it is sure who is there; else allauth's middleware leads to confirming
    it, and the form that was sent goes on from there.

    `back`: the page to come back to by way of a ministry's own sign-in, which knows no forms.
    """
    if is_sure(request):
        return
    ways = get_adapter().get_reauthentication_methods(signed_in(request.user))
    if _lacks_factor(request):
        factor = next(way for way in ways if way["id"].startswith("mfa_reauthenticate"))
        raise ImmediateHttpResponse(reauthentication.suspend_request(request, factor["url"]))
    if ways:
        raise ReauthenticationRequired
    reauthentication.suspend_request(request, back)
    said = {"back": back, "provider": provider_name()}
    page = render(request, "account/again_by_provider.html", said, status=403)
    raise ImmediateHttpResponse(page)


def ask_again_of_session(request: Request) -> None:
    """The same of the API: a session that is not sure is refused; a token has its scopes."""
    if request.auth is None and not is_sure(request._request):
        said = _("Confirm that it is you: on the site, signed in, make it on its page.")
        raise PermissionDenied(said, code="confirmation_required")


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """What was typed into the form of this page before it was asked who is there, once, for who
    came back by another way than allauth's."""
    stash: dict[str, Any] = request.session.get(STASHED) or {}
    kept = json.loads(stash.get("request", "{}"))
    if kept.get("path") != request.path:
        return {}
    del request.session[STASHED]
    typed = QueryDict(kept["POST"]).lists()
    return {name: said if len(said) > 1 else said[0] for name, said in typed}


def _lacks_factor(request: HttpRequest) -> bool:
    person = signed_in(request.user)
    return not second_factor.was_shown(request, person) and second_factor.has_one(person)
