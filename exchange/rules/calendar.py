"""Days as an iCalendar file (RFC 5545); the library `icalendar` folds and escapes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vDuration, vText

PRODID: Final = "-//Policy tracker//Due dates//EN"
MORNING: Final = timedelta(hours=9)  # when a reminder rings on its day
REFRESH: Final = timedelta(hours=6)
DAY: Final = timedelta(days=1)
# What no line of the file can hold, though a text that somebody pasted may.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")


@dataclass(frozen=True)
class Entry:
    """A whole day. `uid` never changes; `sequence` grows whenever the day moves or the entry ends;
    `alarms`: how many days before the day a reminder rings."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    alarms: tuple[int, ...] = field(default=())


def drawn(entries: Iterable[Entry], *, name: str, language: str) -> bytes:
    """The file's bytes; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", plain(name))
    calendar.add("x-wr-calname", plain(name))
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        calendar.add_component(_event(entry, language))
    return bytes(calendar.to_ical())


def plain(text: str) -> str:
    """One way to write a line break, and no other control sign.

    >>> plain("a\\r\\nb\\x00c")
    'a\\nbc'
    """
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _event(entry: Entry, language: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    # Of a file without METHOD the stamp is the moment of the last change (RFC 5545, 3.8.7.2): were
    # it the moment of reading, no two readings would be alike.
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + DAY)
    event.add("summary", _said(entry.summary, language))
    event.add("description", _said(entry.description, language))
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")  # a due date does not make anybody busy
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.categories:
        event.add("categories", [plain(one) for one in entry.categories])
    for days in () if entry.cancelled else entry.alarms:
        event.add_component(_alarm(days, entry.summary))
    return event


def _said(text: str, language: str) -> vText:
    said = vText(plain(text))
    said.params["LANGUAGE"] = language
    return said


def _alarm(days: int, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(summary))
    alarm.add("trigger", MORNING - days * DAY)
    return alarm
