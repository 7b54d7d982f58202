"""How long a session lasts, and what a session without a due second factor may do."""

import time
from collections.abc import Callable
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agencies import second_factor
from agencies.clock import today_of
from agencies.models import User
from agencies.queries import standing_of
from agencies.rest.problems import refused_before
from agencies.signing_in.addresses import client_address

Answer = Callable[[HttpRequest], HttpResponse]
BEGUN, SEEN = "begun", "seen"  # keys of a session: seconds since 1970
NOTED_EVERY = 300  # seconds: a session is written at most so often because it is used


class SessionAgeMiddleware:
    """Ends sessions that nobody used for SESSION_IDLE_SECONDS, and all after SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not getattr(request, "open_to_all", False) and request.user.is_authenticated:
            self._look_at(request, time.time())
        return self.get_response(request)

    def _look_at(self, request: HttpRequest, now: float) -> None:
        session = request.session
        begun, seen = session.get(BEGUN), session.get(SEEN)
        if begun is None or seen is None:
            session[BEGUN] = session[SEEN] = now  # begun before sessions told their age
        elif is_over(idle=now - seen, age=now - begun):
            logout(request)
            messages.info(request, _("You were signed out because time was over. Sign in again."))
        elif now - seen > NOTED_EVERY:
            session[SEEN] = now
            note_use(request)


def is_over(*, idle: float, age: float) -> bool:
    """Both in seconds."""
    return idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE


def note_use(request: HttpRequest) -> None:
    """For the list of a person's sessions: when and from where it was used last."""
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(), ip=client_address(request)
    )


# What is open to a person who has to set up, or show, a second factor first.
ON_THE_WAY: Final = frozenset(
    {
        *("agencies:second-factor", "agencies:language", "agencies:logout", "theme"),
        *("mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"),
        *("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate"),
        "account_logout",
    }
)
API = "/api/"


class SecondFactorMiddleware:
    """Who must have a second factor and has not shown one is led to it, wherever they go."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not settings.MFA_REQUIRED_FOR or getattr(request, "open_to_all", False):
            return None
        person = request.user
        if not isinstance(person, User) or is_on_the_way(request):
            return None
        if second_factor.was_shown(request, person) or not self._is_asked_of(request, person):
            return None
        if is_open_to_strangers(request, view):
            request.user = AnonymousUser()
            del vars(request)["standing"]
            return None
        return refusal(request, person)

    @staticmethod
    def _is_asked_of(request: HttpRequest, person: User) -> bool:
        """The standing is kept for the page, which shows it anyway."""
        standing = standing_of(person, today_of(request))
        vars(request)["standing"] = standing
        return second_factor.is_asked_of(person, standing)


def is_on_the_way(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in ON_THE_WAY


def is_open_to_strangers(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """What anybody sees without signing in is shown as to anybody: some of these views look who is
    there themselves, and do more for whoever is. Not the API: its views do without the page's
    sign-in because they have their own."""
    return not getattr(view, "login_required", True) and not request.path.startswith(API)


def refusal(request: HttpRequest, person: User) -> HttpResponse:
    if request.path.startswith(API):
        detail = _(
            "Sign in with a second factor first: on the pages, under “Sign-in and security”."
        )
        return refused_before(request, "second_factor_required", detail)
    if second_factor.has_one(person):
        address = reverse("mfa_reauthenticate")
    else:
        address = reverse("agencies:second-factor")
    back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{address}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
