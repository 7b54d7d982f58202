"""Who is there is made sure of anew before something is given out that opens the account later on.

As django-allauth does it: by password, code or passkey, unless that was done minutes ago. What was
typed is kept meanwhile and goes on by itself afterwards.
"""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from agencies import second_factor
from agencies.permissions import signed_in
from agencies.signing_in.adapters import authenticated_lately

STASHED = reauthentication.STATE_SESSION_KEY


def is_sure(request: HttpRequest) -> bool:
    """Confirmed minutes ago, and with the second factor in this session where there is one."""
    return authenticated_lately(request) and not _lacks_factor(request)


def ask_again(request: HttpRequest) -> None:
    """Goes on only where it is sure who is there; else allauth's middleware leads to confirming
    it, and the form that was sent goes on from there."""
    if is_sure(request):
        return
    if _lacks_factor(request):
        ways = get_adapter().get_reauthentication_methods(signed_in(request.user))
        factor = next(way for way in ways if way["id"].startswith("mfa_reauthenticate"))
        raise ImmediateHttpResponse(reauthentication.suspend_request(request, factor["url"]))
    raise ReauthenticationRequired


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


def resumed(request: HttpRequest, stash: Any, onward: str) -> HttpResponse | None:
    """The form that was sent before the person signed in anew at a provider, if that was to go
    `onward` to it; None if there is none."""
    request.session[STASHED] = stash
    request.GET = QueryDict(urlencode({"next": onward}))
    answer: HttpResponse | None = reauthentication.resume_request(request)
    return answer


def _lacks_factor(request: HttpRequest) -> bool:
    person = signed_in(request.user)
    return not second_factor.was_shown(request, person) and second_factor.has_one(person)
