"""What workers do in the background. Each task calls a service; the rows are the truth."""

import logging
from functools import partial
from typing import Final

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from agencies.clock import business_today
from planner.models import ActionPlan
from reports.services import compiling, round_life, rounds, sending
from reports.services.heartbeat import LONGEST
from reports.services.parts import waiting

log = logging.getLogger(__name__)
# A worker leaves after compiling.LEAVE_AFTER; the part that it has begun by then may be a long one.
SOFT_LIMIT: Final = int(LONGEST)
HARD_LIMIT: Final = SOFT_LIMIT + 60  # below the visibility timeout of the broker


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def compile_report(report_id: int) -> None:
    """Rung by a page for an edition that it asked for; nothing happens if no part waits.

    When the content is gathered one more worker is called: two draw faster than one.
    """
    compiling.compile_report(report_id, on_gathered=partial(ring, report_id))
    if waiting(timezone.now()).filter(pk=report_id).exists():
        ring(report_id)


def ring(report_id: int) -> None:
    """With the broker down the parts wait for the next sweep all the same."""
    try:
        compile_report.delay(report_id)
    except OperationalError:
        log.warning("the broker is down: edition %s waits for the sweep", report_id)


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def compile_waiting() -> None:
    """Every half minute by beat. Safe to run twice and at once."""
    compiling.compile_waiting()


@shared_task
def clear_left_files() -> None:
    """Every night by beat: files in the folders of editions that no row names."""
    compiling.clear_left_files(now=timezone.now())


@shared_task
def open_rounds() -> None:
    """Every night by beat: the periods of every plan that have begun; parts that were reopened
    until yesterday end."""
    today = business_today()
    round_life.end_expired(today=today, now=timezone.now())
    for plan in ActionPlan.objects.all():
        rounds.open_rounds(plan, today)


@shared_task
def send_issued() -> None:
    """Every minute by beat, and rung by the page that issues: mails with issued editions."""
    sending.send_issued(now=timezone.now())
