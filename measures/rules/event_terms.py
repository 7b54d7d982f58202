"""A term that runs from an event: when does it end once the event has its date."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from agencies.rules.working_days import add_working_days
from measures.rules.deadlines import Term, Unit, from_json
from measures.rules.deadlines.dating import add_term

LONGEST: Final = 10_000  # no act gives more units; a slip of the pen does not hang the page


def event_term(spec: dict[str, Any] | None) -> Term | None:
    """The term of a deadline after an event, from the spec kept with it; None for any other."""
    try:
        read = from_json(spec) if spec else None
    except (KeyError, TypeError, ValueError):
        return None
    return read if isinstance(read, Term) and read.event else None


def due_after(term: Term, event_on: date, calendar: Mapping[date, str]) -> date | None:
    """The event's date plus the term; None past the calendar's last year.

    Weeks, months and years end on the matching day, or on the month's last day; working days skip
    the days off of `calendar`. A term of nothing ends with the event.
    """
    if term.count > LONGEST:
        return None
    try:
        if term.working and term.unit is Unit.DAY:
            ends_on = add_working_days(event_on, term.count, calendar)
            return ends_on if ends_on < date.max else None
        return add_term(event_on, term.count, term.unit)
    except (ValueError, OverflowError):
        return None


def days_needed(term: Term) -> int:
    """How many days of the calendar, at most, a term in working days runs over."""
    return min(term.count, LONGEST) * 3 + 31 if term.working else 0
