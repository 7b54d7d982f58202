"""What several commands read from their arguments."""

from argparse import ArgumentTypeError
from datetime import date


def iso_day(text: str) -> date:
    """An argparse type: a day as 2009-07-10."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is not a date: write year-month-day, for example 2009-07-10"
        ) from None
