"""The plan's "today". Read once at the edge (a view, a task, a command), then passed down.

It governs the plan's logic only, never sessions, tokens or logs.
"""

from datetime import date

from django.conf import settings
from django.utils import timezone

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
