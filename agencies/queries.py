"""Questions about people, bodies and days, each with a fixed number of statements."""

from datetime import date

from agencies.models import CalendarDay


def calendar_between(first: date, last: date) -> dict[date, str]:
    """Days that differ from their weekday: {day: "holiday" | "working"}; one statement."""
    return dict(CalendarDay.objects.filter(day__range=(first, last)).values_list("day", "kind"))
