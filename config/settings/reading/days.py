"""The day on which a demonstration stands still."""

from datetime import date

import environ
from django.core.exceptions import ImproperlyConfigured


def fixed_day(env: environ.Env) -> str:
    """BUSINESS_DATE, an ISO date; "" where days go on. Raises ImproperlyConfigured."""
    asked: str = env.str("BUSINESS_DATE", default="")
    try:
        if asked:
            date.fromisoformat(asked)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"BUSINESS_DATE must be a date as 2009-07-06: {error}"
        ) from error
    return asked
