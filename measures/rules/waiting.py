"""How long something may wait for a decision, in working days."""

from collections.abc import Mapping
from datetime import date

from agencies.rules.working_days import add_working_days, days_away


def late_if_since(today: date, days: int, calendar: Mapping[date, str]) -> date:
    """The last day such that what waits since it, and may wait `days` working days (1 or more), is
    late today: its own last day, add_working_days(since, days), is over."""
    return days_away(add_working_days(today, -days, calendar), -1)


def days_over(due_on: date, today: date) -> int:
    """Calendar days past the day by which it was to be decided; 0 while there is time."""
    return max(0, (today - due_on).days)
