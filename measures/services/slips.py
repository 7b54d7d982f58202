"""Dates that are slips of the pen: a year typed wrong is refused before it moves anything."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from planner.models import ActionPlan

YEARS_AROUND = 10


def check_near(days: Iterable[date], plan: ActionPlan) -> None:
    """Raises Refused "dates_far" for a day further from the plan than any act about it."""
    first, last = plan.starts_on.year - YEARS_AROUND, plan.ends_on.year + YEARS_AROUND
    for day in days:
        if not first <= day.year <= last:
            raise Refused(
                "dates_far",
                _("%(day)s is far from the years of the plan: check the year.")
                % {"day": day.isoformat()},
            )
