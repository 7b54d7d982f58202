"""Mails of the day, and every reminder between two days."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from agencies.models import Role, User
from agencies.permissions import agencies_of
from measures.models import Digest, Reminder
from measures.permissions.reminders import may_see_every_reminder
from measures.queries.reminders.mails import UNFINISHED

SPAN = 31  # days of the ledger where none are named


def mails_shown(today: date) -> QuerySet[Digest]:
    """Of the day, and of earlier days those under way or given up; each with `items`."""
    shown = Digest.objects.filter(Q(day=today) | Q(state__in=UNFINISHED))
    rows = shown.annotate(items=Count("reminders")).select_related("recipient")
    return rows.order_by("-day", "state", "pk")


def reminders_between(first: date, last: date, by: User, today: date) -> QuerySet[Reminder]:
    """Of the plans that the person's body coordinates, of all for who keeps the installation; the
    newest first. One statement, and one for the bodies."""
    rows = Reminder.objects.filter(remind_on__range=(first, last)).select_related(
        "plan", "recipient", "rule", "ordered_by", "obligation__measure", "obligation__agency"
    )
    if not may_see_every_reminder(by):
        rows = rows.filter(plan__coordinator__in=agencies_of(by, today, Role.COORDINATOR))
    return rows.order_by("-remind_on", "pk")
