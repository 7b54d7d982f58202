"""Counting in working days. `calendar` holds only the days that differ from their weekday."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
ONE: Final = timedelta(days=1)


def days_away(day: date, number: int) -> date:
    """The first or the last day there is where `number` leads past it: a year may be mistyped."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def is_working(day: date, calendar: Mapping[date, str]) -> bool:
    """Monday to Friday, unless the calendar says "holiday", or "working" for a moved day."""
    told = calendar.get(day)
    return told == "working" if told else day.weekday() < SATURDAY


def add_working_days(day: date, number: int, calendar: Mapping[date, str]) -> date:
    """The working day `number` working days after `day` (before it when negative); where time has
    no such day, its first or last."""
    step = ONE if number > 0 else -ONE
    try:
        for _ in range(abs(number)):
            day += step
            while not is_working(day, calendar):
                day += step
    except OverflowError:
        return date.max if number > 0 else date.min
    return day


def effective_day(day: date, rule: str, calendar: Mapping[date, str]) -> date:
    """`rule`: "flag" leaves the day, "next" and "previous" move it off a day off."""
    if rule == "flag" or is_working(day, calendar):
        return day
    return add_working_days(day, 1 if rule == "next" else -1, calendar)
