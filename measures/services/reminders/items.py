"""The lines of a reminder mail: what each is about, by when, how late, and where to go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.date_words import quarter
from measures.models import ROUNDS, Obligation, Reminder, Subject

DATE = "d.m.Y"


@dataclass(frozen=True)
class Item:
    """`heading` names it, `note` says what else matters ("" for nothing)."""

    heading: str
    plan: str
    when: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Items under one agency's name; "" where the mail is about the reader's own agency."""

    agency: str
    items: list[Item]


@dataclass(frozen=True)
class Section:
    heading: str
    groups: list[Group]


def when(due_on: date, today: date) -> str:
    """How late, or how long still, in words."""
    days = (due_on - today).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def once_each(reminders: Iterable[Reminder]) -> list[Reminder]:
    """One for each thing, whatever number of steps or roles lead to it; most urgent first."""
    found = {_thing(reminder): reminder for reminder in reminders}
    return sorted(found.values(), key=_urgency)


def _thing(reminder: Reminder) -> tuple[object, ...]:
    return (
        *(reminder.subject, reminder.plan_id, reminder.occurrence),
        *(reminder.obligation_id, reminder.entry_id, reminder.extension_id),
    )


def _urgency(reminder: Reminder) -> tuple[date, int, int]:
    owed = reminder.obligation
    return (reminder.due_on, owed.measure.position if owed else 0, reminder.pk or 0)


def sections(
    reminders: Sequence[Reminder], today: date, agencies_of_reader: frozenset[int]
) -> Iterator[Section]:
    """Reports owed by how urgent they are, then what else waits for the reader."""
    for heading, rows in _parts(reminders, today):
        if rows:
            yield Section(heading, _groups(rows, today, agencies_of_reader))


def _parts(reminders: Sequence[Reminder], today: date) -> list[tuple[str, list[Reminder]]]:
    by_subject = {
        subject: [row for row in reminders if row.subject == subject] for subject in Subject
    }
    reports = by_subject[Subject.REPORT]
    return [
        (_("Overdue"), [row for row in reports if row.due_on < today]),
        (_("Due today"), [row for row in reports if row.due_on == today]),
        (_("Coming"), [row for row in reports if row.due_on > today]),
        (_("Reports to be reviewed"), by_subject[Subject.REVIEW]),
        (_("Requests for more time"), by_subject[Subject.EXTENSION]),
        (_("Reporting rounds"), [row for row in reminders if row.subject in ROUNDS]),
        (_("Nobody can be reminded of these reports"), by_subject[Subject.NOBODY]),
    ]


def _groups(rows: list[Reminder], today: date, own: frozenset[int]) -> list[Group]:
    """By agency where it is not the reader's only one; stable: by date within an agency."""
    named = sorted(rows, key=lambda row: _agency(row, own))
    return [
        Group(agency, [item(row, today) for row in theirs])
        for agency, theirs in groupby(named, key=lambda row: _agency(row, own))
    ]


def _agency(row: Reminder, own: frozenset[int]) -> str:
    owed = row.obligation
    return "" if owed is None or own == {owed.agency_id} else owed.agency.name


def item(row: Reminder, today: date) -> Item:
    if row.obligation is None:
        return _round(row, today)
    return _owed(row, row.obligation, today)


def _round(row: Reminder, today: date) -> Item:
    words = {
        Subject.ROUND_OPENS: _("Reports for %(round)s are being collected"),
        Subject.ROUND_CLOSES: _("Executors report for %(round)s"),
        Subject.CONSOLIDATED: _("The consolidated report for %(round)s"),
    }[Subject(row.subject)]
    heading = words % {"round": quarter(row.occurrence)}
    return Item(heading, row.plan.title, _told(row, today), settings.SITE_URL + "/")


def _owed(row: Reminder, owed: Obligation, today: date) -> Item:
    measure = owed.measure
    return Item(
        heading=f"{measure.number} {' '.join(measure.title.split())}",
        plan=measure.plan.title,
        when=_told(row, today),
        url=settings.SITE_URL + _address(row),
        note=_note(row, owed),
    )


def _told(row: Reminder, today: date) -> str:
    words = {
        Subject.REVIEW: _("To be reviewed by %(due_on)s: %(when)s"),
        Subject.EXTENSION: _("To be decided by %(due_on)s: %(when)s"),
        Subject.ROUND_OPENS: _("From %(due_on)s"),
    }.get(Subject(row.subject), _("Due %(due_on)s: %(when)s"))
    return words % {"due_on": date_format(row.due_on, DATE), "when": when(row.due_on, today)}


def _address(row: Reminder) -> str:
    if row.entry_id:
        return reverse("measures:review", args=[row.entry_id])
    if row.extension_id:
        return reverse("measures:extension-decide", args=[row.extension_id])
    return reverse("measures:obligation", args=[row.obligation_id])


def _note(row: Reminder, owed: Obligation) -> str:
    if row.subject == Subject.REPORT and owed.state == "returned":
        return _("Returned for rework.")
    if row.extension:
        day = date_format(row.extension.proposed_on, DATE)
        return _("Asks to move the date to %(day)s.") % {"day": day}
    return ""
