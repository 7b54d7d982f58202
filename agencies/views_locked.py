"""Sign-ins that are held up: what people see of it, and the administrator's list."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.middleware_sessions import API
from agencies.permissions import signed_in
from agencies.permissions_accounts import check_may_lift_lock_outs
from agencies.rest.problems import refused_before
from agencies.services_security import lift

SHOWN = 200


def locked_out(
    request: HttpRequest, _answer: Any = None, _credentials: Any = None, *_more: Any
) -> HttpResponse:
    """In place of the page that axes stops. Says how long, and what helps; the same for an e-mail
    that nobody has."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    if request.path.startswith(API):
        answer: HttpResponse = refused_before(
            request, "too_many_attempts", _("Too many wrong passwords")
        )
    else:
        answer = render(request, "agencies/locked_out.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth's own brake: many requests of one kind within a minute."""
    answer = render(request, "agencies/too_many.html", status=429)
    answer["Retry-After"] = "60"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    by = signed_in(request.user)
    check_may_lift_lock_outs(by)
    if request.method == "POST":
        _lift(request)
        return redirect("agencies:locked")
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(attempt_time__gte=since).order_by()
    counted = {"failures": Sum("failures_since_start"), "last": Max("attempt_time")}
    pairs = recent.values("username", "ip_address").annotate(**counted).order_by("-failures")
    addresses = recent.values("ip_address").annotate(**counted).order_by("-failures")
    context = {
        "pairs": pairs[:SHOWN],
        "addresses": addresses.filter(failures__gte=settings.SIGN_IN_ADDRESS_FAILURES)[:SHOWN],
        "limit": settings.AXES_FAILURE_LIMIT,
        "wait": settings.AXES_COOLOFF_TIME,
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    }
    return render(request, "agencies/locked.html", context)


def _lift(request: HttpRequest) -> None:
    lifted = lift(
        username=request.POST.get("username", ""),
        address=request.POST.get("address", ""),
        by=signed_in(request.user),
    )
    if lifted:
        messages.success(request, _("Sign-in is free again."))
    else:
        messages.info(request, _("Nothing was held up there any more."))
