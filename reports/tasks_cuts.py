"""Cuts in the background; the names keep them in the queue of the reports."""

from celery import shared_task
from django.utils import timezone

from agencies.clock import business_today
from reports.services import cuts_due, cuts_making


@shared_task(name="reports.tasks.make_cut")
def make_cut(edition_id: int) -> None:
    """Rung by a page for a cut that was asked for; nothing happens if it is claimed already."""
    cuts_making.make_cut(edition_id)


@shared_task(name="reports.tasks.make_cuts")
def make_cuts() -> None:
    """By beat: what is due by its schedule, and what waits, was abandoned or is tried again."""
    now = timezone.now()
    cuts_due.ask_for_due(today=business_today())
    cuts_making.give_up_abandoned(now=now)
    waiting = cuts_making.waiting(now).order_by("requested_at")
    for edition_id in list(waiting.values_list("pk", flat=True)):
        cuts_making.make_cut(edition_id)
