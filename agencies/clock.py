"""The plan's "today". Read once at the edge (a view, a task, a command), then passed down.

It governs the plan's logic only, never sessions, tokens or logs.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import BusinessClock


def is_demonstration() -> bool:
    """A fixed date is set for the whole installation: BUSINESS_DATE."""
    return bool(settings.BUSINESS_DATE)


def business_today() -> date:
    """The day in TIME_ZONE, or in a demonstration the day that its administrator set."""
    if not is_demonstration():
        return timezone.localdate()
    moved_to = BusinessClock.objects.values_list("today", flat=True).first()
    return moved_to or date.fromisoformat(settings.BUSINESS_DATE)


def today_of(request: HttpRequest) -> date:
    """The business day, read once for a page: by its view or by what stands on every page."""
    known = vars(request)
    if "business_today" not in known:
        known["business_today"] = business_today()
    found: date = known["business_today"]
    return found


def day_asked(text: str | None, today: date) -> date | None:
    """`as_of=2009-06-30` of an address: a day in the past, None for today or where none is named.

    Raises BadRequest, in words, for what is no day and for a day that has not come.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:  # also reads 20090630 and weeks, which no page writes
            raise ValueError
    except ValueError:
        said = _("“%(text)s” is not a day. Write it as in as_of=2009-06-30.")
        raise BadRequest(said % {"text": text[:40]}) from None
    if day > today:
        said = _("The state as of %(day)s is not known yet: choose a day up to %(today)s.")
        raise BadRequest(said % {"day": day.isoformat(), "today": today.isoformat()})
    return day if day < today else None


def shown_as_of(day: date | None) -> dict[str, Any]:
    """For the templates of a page that tells of `day` (None: of today)."""
    if day is None:
        return {}
    return {"as_of": day, "as_of_query": f"?as_of={day.isoformat()}", "business_today": day}
