"""From which hour of the day the mail of a person goes out."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from measures.services.reminders.grouping import Opens, at_once


def opening(today: date) -> Opens:
    """The person's own hour, or the site's (REMINDER_HOUR), of that day in the site's time.

    An hour that a change of the clocks leaves out, or has twice, is a moment all the same: what
    `zoneinfo` makes of it, the first of two.
    """

    def opens(hour: int | None) -> datetime | None:
        at = time(settings.REMINDER_HOUR if hour is None else hour)
        return datetime.combine(today, at, tzinfo=timezone.get_default_timezone())

    return opens


def openings(*, demonstration: bool) -> Callable[[date], Opens]:
    """Of any day. In a demonstration at once: the hours of the real day say nothing of its own."""
    return (lambda _day: at_once) if demonstration else opening
