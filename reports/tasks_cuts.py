"""Cuts in the background; the names keep them in the queue of the reports."""

from celery import shared_task
from django.utils import timezone

from agencies.clock import business_today
from reports.services import cuts_due, cuts_making
from reports.tasks import HARD_LIMIT, SOFT_LIMIT


@shared_task(name="reports.tasks.make_cut", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def make_cut(edition_id: int) -> None:
    """Rung by a page for a cut that was asked for; nothing happens if it is claimed already."""
    cuts_making.make_cut(edition_id)


@shared_task(name="reports.tasks.make_cuts", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def make_cuts() -> None:
    """By beat: what is due by its schedule, and what waits, was abandoned or is tried again."""
    now = timezone.now()
    cuts_due.ask_for_due(today=business_today())
    cuts_making.give_up_abandoned(now=now)
    cuts_making.make_waiting(now=now)
