"""What a reminder mail says, in the language of the person who gets it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.models import Audience, Digest, Obligation, Reminder

DATE = "d.m.Y"
# A mail of thousands of lines is read by nobody: the rest is counted and stands on the site.
ITEMS_SHOWN = 300
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class Item:
    number: str
    title: str
    plan: str
    agency: str
    due_on: str
    when: str
    url: str


@dataclass(frozen=True)
class Group:
    """Items under one agency's name; "" where the mail is about the reader's own agency."""

    agency: str
    items: list[Item]


@dataclass(frozen=True)
class Section:
    heading: str
    groups: list[Group]


def compose(
    digest: Digest, reminders: Sequence[Reminder], *, today: date
) -> EmailMultiAlternatives:
    """The mail as text and HTML; `reminders` with obligation, measure, plan, agency and rule."""
    language = digest.recipient.language or "ru"
    with translation.override(language):
        owed = _owed(reminders)
        context = _context(digest, reminders, owed, today) | {"language": language}
        mail = EmailMultiAlternatives(
            subject=subject([o.due_on for o in owed if o.due_on], today),
            body=render_to_string("measures/mail/reminder.txt", context),
            to=[digest.recipient.email],
            headers=HEADERS | {"Message-ID": digest.message_id, "Content-Language": language},
        )
        html = render_to_string("measures/mail/reminder.html", context)
    mail.attach_alternative(html, "text/html")
    return mail


def subject(dates: Sequence[date], today: date) -> str:
    """Begins with what matters most, so that a mailbox sorted by subject sorts by urgency."""
    late, due = sum(day < today for day in dates), sum(day == today for day in dates)
    if late:
        mark = ngettext("[%(count)d overdue]", "[%(count)d overdue]", late) % {"count": late}
    elif due:
        mark = ngettext("[%(count)d due today]", "[%(count)d due today]", due) % {"count": due}
    else:
        ahead = len(dates)
        mark = ngettext("[%(count)d coming]", "[%(count)d coming]", ahead) % {"count": ahead}
    return _("%(mark)s Reports owed under the action plan, %(day)s") % {
        "mark": mark,
        "day": date_format(today, DATE),
    }


def when(due_on: date, today: date) -> str:
    """How late, or how long still, in words."""
    days = (due_on - today).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def _owed(reminders: Iterable[Reminder]) -> list[Obligation]:
    """Each obligation once, whatever number of steps or roles lead to it; most urgent first."""
    found = {reminder.obligation_id: reminder.obligation for reminder in reminders}
    return sorted(found.values(), key=lambda o: (o.due_on or date.max, o.measure.position, o.pk))


def _context(
    digest: Digest, reminders: Iterable[Reminder], owed: Sequence[Obligation], today: date
) -> dict[str, object]:
    to_coordinator = any(r.rule and r.rule.audience == Audience.COORDINATOR for r in reminders)
    several_plans = len({o.measure.plan_id for o in owed}) > 1
    shown = owed[:ITEMS_SHOWN]
    return {
        "person": digest.recipient,
        "day": date_format(today, DATE),
        "sections": list(_sections(shown, today, by_agency=to_coordinator)),
        "several_plans": several_plans,
        "more": len(owed) - len(shown),
        "site": settings.SITE_URL,
    }


def _sections(owed: Sequence[Obligation], today: date, *, by_agency: bool) -> Iterable[Section]:
    parts = (
        (_("Overdue"), [o for o in owed if o.due_on and o.due_on < today]),
        (_("Due today"), [o for o in owed if o.due_on == today]),
        (_("Coming"), [o for o in owed if o.due_on and o.due_on > today]),
    )
    return (Section(heading, _groups(rows, today, by_agency)) for heading, rows in parts if rows)


def _groups(owed: Sequence[Obligation], today: date, by_agency: bool) -> list[Group]:
    if not by_agency:
        return [Group("", [_item(row, today) for row in owed])]
    rows = sorted(owed, key=lambda o: o.agency.name)  # stable: by date within an agency
    return [
        Group(name, [_item(row, today) for row in theirs])
        for name, theirs in groupby(rows, key=lambda o: o.agency.name)
    ]


def _item(owed: Obligation, today: date) -> Item:
    due_on = owed.due_on or today  # never None here: reminders follow a date
    return Item(
        number=owed.measure.number,
        title=" ".join(owed.measure.title.split()),
        plan=owed.measure.plan.title,
        agency=owed.agency.name,
        due_on=date_format(due_on, DATE),
        when=when(due_on, today),
        url=settings.SITE_URL + reverse("measures:obligation", args=[owed.pk]),
    )
