"""What every page shows: the business date, and whether it is a demonstration's."""

from typing import Any

from django.http import HttpRequest

from agencies.clock import business_today, is_demonstration


def business_date(request: HttpRequest) -> dict[str, Any]:
    return {"business_today": business_today(), "is_demonstration": is_demonstration()}
