"""Reminders, notices and long work as files: what the page shows, whole."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies.queries import standing_of
from agencies.rules.working_days import days_away
from measures.exporting.lists import Listing, in_chunks
from measures.exporting.lists.told import JOBS, LEDGER, MAILS, MINE, NOTICES
from measures.permissions.jobs import may_see_every_job
from measures.permissions.reminders import check_may_watch_reminders
from measures.queries.jobs import jobs_seen_by
from measures.queries.notices import told_on_site, with_words
from measures.queries.reminders.ledger import SPAN, mails_shown, reminders_between
from measures.queries.reminders.told import lines, told_to
from measures.views.asking import Visit
from measures.views.listing import as_file


@as_file
def mails(request: HttpRequest, asked: Visit) -> Listing:
    """Mails of the day, and those of earlier days that are under way or were given up."""
    check_may_watch_reminders(asked.person, asked.today)
    found = in_chunks(mails_shown(asked.today))
    return Listing("reminder-mails", _("Reminders"), MAILS, found, asked.today)


@as_file
def ledger(request: HttpRequest, asked: Visit) -> Listing:
    """Every reminder between two days (`first`, `last`): of the plans that the person's body
    coordinates, of all for who keeps the installation."""
    check_may_watch_reminders(asked.person, asked.today)
    last = _day(request.GET.get("last"), asked.today)
    first = _day(request.GET.get("first"), days_away(last, -SPAN))
    found = in_chunks(reminders_between(first, last, asked.person, asked.today))
    filters = [(_("Days"), f"{first:%d.%m.%Y} – {last:%d.%m.%Y}")]
    return Listing("reminders", _("Ledger of reminders"), LEDGER, found, last, filters)


def _day(text: str | None, otherwise: date) -> date:
    """What is no day is left out, as filters are."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


@as_file
def my_reminders(request: HttpRequest, asked: Visit) -> Listing:
    standing = standing_of(asked.person, asked.today)
    found = in_chunks(told_to(asked.person), lambda some: lines(some, standing))
    return Listing("my-reminders", _("My reminders"), MINE, found, asked.today)


@as_file
def notices(request: HttpRequest, asked: Visit) -> Listing:
    new_only = request.GET.get("show") == "new"
    standing = standing_of(asked.person, asked.today)

    def told(some: list[Any]) -> Iterable[Any]:
        return with_words(some, standing)

    found = in_chunks(told_on_site(asked.person, new_only=new_only), told)
    filters = [(_("Notices"), _("New only"))] if new_only else []
    return Listing("notices", _("Notices"), NOTICES, found, asked.today, filters)


@as_file
def jobs(request: HttpRequest, asked: Visit) -> Listing:
    every = may_see_every_job(asked.person)
    found = in_chunks(jobs_seen_by(asked.person, every=every))
    whose = _("Of everybody, the newest first") if every else str(asked.person)
    return Listing("jobs", _("Long work"), JOBS, found, asked.today, [(_("Whose"), whose)])
