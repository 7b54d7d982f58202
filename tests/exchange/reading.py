"""Calendars and feeds as programs read them, by libraries that did not write them."""

from typing import Any

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream


def calendar_in(content: bytes) -> Calendar:
    """Read strictly: a file that breaks the rules of the format raises an error."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def events_in(content: bytes) -> dict[str, Any]:
    """By UID."""
    events = calendar_in(content).events
    found = {event.uid: event for event in events}
    assert len(found) == len(events)
    return found
