"""What every page shows: the business date, a demonstration's mark, the person's roles."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from agencies.clock import is_demonstration, today_of
from agencies.models import User
from agencies.queries import Standing, standing_of


def business_date(request: HttpRequest) -> dict[str, Any]:
    """`last_day` is the business date also on a page that tells of a day in the past and puts that
    day in the place of `business_today`. A view that has asked for the `standing` itself gives it
    to its template in the place of this one."""
    today = today_of(request)
    return {
        "business_today": today,
        "last_day": today,
        "is_demonstration": is_demonstration(),
        "password_is_enough": is_demonstration() and settings.DEMONSTRATION_PASSWORD_ONLY,
        "standing": SimpleLazyObject(_standing(request, lambda who: standing_of(who, today))),
    }


def _standing(
    request: HttpRequest, ask: Callable[[User | AnonymousUser], Standing]
) -> Callable[[], Standing]:
    """Asked only by pages that show it; an error page may come before the person is known."""
    known: Standing | None = vars(request).get("standing")  # asked before the view, by middleware
    return lambda: known or ask(getattr(request, "user", AnonymousUser()))
