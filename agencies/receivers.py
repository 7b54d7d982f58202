"""What follows from signing in and from second factors coming and going."""

import hashlib
import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows import login as records
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from agencies import second_factor
from agencies.middleware_sessions import BEGUN, SEEN
from agencies.models import Letter, User
from agencies.services_invitations import withdraw_those_of
from agencies.services_letters import tell
from agencies.services_security import lift_for
from agencies.services_tokens import end_those_of_password
from agencies.signing_in.adapters import whence

KNOWN = "known_browser"  # a cookie: people who have signed in from it, signed
KNOWN_FOR = 365 * 24 * 3600  # seconds
MOST_KNOWN = 5
ONCE_IN = timedelta(days=1)


def begin_session(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Django's own signal: also for sessions that allauth has not opened. Comes before Django
    notes the sign-in with the person, as long as this app stands before django.contrib.auth."""
    vars(request)["signed_in_before"] = user.last_login is not None
    request.session[BEGUN] = request.session[SEEN] = time.time()


def notice_new_browser(request: HttpRequest, user: User, response: Any, **_signal: Any) -> None:
    """A letter for a sign-in from a browser that does not bring our mark of this person."""
    if second_factor.is_waived(user) or not settings.SIGN_IN_NOTICES:
        return
    known = (request.get_signed_cookie(KNOWN, "", max_age=KNOWN_FOR) or "").split()
    mark = hashlib.sha256(f"{user.pk}".encode()).hexdigest()[:16]
    if mark in known:
        return
    if vars(request).get("signed_in_before"):
        tell("signed_in", user, now=timezone.now(), **whence(request))
    response.set_signed_cookie(
        KNOWN,
        " ".join([mark, *known][:MOST_KNOWN]),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_factor(request: HttpRequest, user: User, **_signal: Any) -> None:
    """With the last factor goes what this session has shown."""
    if second_factor.has_one(user):
        return
    request.session.pop(second_factor.SHOWN, None)
    kept = records.get_authentication_records(request, user)
    key = records.AUTHENTICATION_METHODS_SESSION_KEY
    request.session[key] = [one for one in kept if one.get("method") != "mfa"]


def tell_of_lock_out(request: HttpRequest, username: str, **_signal: Any) -> None:
    """The person hears of it, at most once a day, however long somebody goes on."""
    tried = AccessAttempt.objects.filter(
        username=username,
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
    ).aggregate(failures=Sum("failures_since_start"))["failures"]
    person = User.objects.filter(email=username, is_active=True).first()
    if person is None or (tried or 0) < settings.AXES_FAILURE_LIMIT:
        return
    now = timezone.now()
    told = Letter.objects.filter(kind="locked", person=person, written_at__gt=now - ONCE_IN)
    if not told.exists():
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        tell("locked", person, now=now, minutes=str(minutes), **whence(request))


def close_what_was_offered(instance: User, raw: bool = False, **_signal: Any) -> None:
    """With an account goes what it has opened to others; agencies.services_invitations."""
    if not instance.is_active and not raw:
        withdraw_those_of(instance, now=timezone.now())


def after_reset(user: User, **_signal: Any) -> None:
    lift_for(user)


def after_new_password(user: User, **_signal: Any) -> None:
    end_those_of_password(user, now=timezone.now())
