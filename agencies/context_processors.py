"""What every page shows: the business date, a demonstration's mark, the person's roles."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from agencies.clock import business_today, day_asked, is_demonstration
from agencies.models import User
from agencies.queries import Standing, standing_of


def business_date(request: HttpRequest) -> dict[str, Any]:
    """`as_of`: the day in the past that the page tells of; `as_of_query`: what a link needs to
    stay there."""
    today = business_today()
    as_of = _as_of(request, today)
    return {
        "business_today": today,
        "last_day": today,
        "as_of": as_of,
        "as_of_query": f"?as_of={as_of.isoformat()}" if as_of else "",
        "is_demonstration": is_demonstration(),
        "standing": SimpleLazyObject(_standing(request, lambda who: standing_of(who, today))),
    }


def _as_of(request: HttpRequest, today: date) -> date | None:
    try:
        return day_asked(request.GET.get("as_of"), today)
    except BadRequest:  # the page says so itself
        return None


def _standing(
    request: HttpRequest, ask: Callable[[User | AnonymousUser], Standing]
) -> Callable[[], Standing]:
    """Asked only by pages that show it; an error page may come before the person is known."""
    return lambda: ask(getattr(request, "user", AnonymousUser()))
