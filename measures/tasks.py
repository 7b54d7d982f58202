"""What workers do in the background. Each task calls one service; the rows are the truth."""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from agencies.clock import business_today, is_demonstration
from agencies.services_calls import clear_old_calls
from measures.models import Job
from measures.services import files, jobs, reminders
from measures.services.amendments import apply_what_came_into_force
from measures.services.delegation_news import tell_of_ending_loans
from measures.services.notices import clear_old_notices
from measures.services.reminders.maildir import take_maildir

# A new day is planned at once; within it a return or an extension waits no longer than this.
PLAN_EVERY = timedelta(minutes=10)
log = logging.getLogger(__name__)


@shared_task
def apply_amendments() -> None:
    """Every few minutes by beat: adopted acts whose day has come change their plans. Safe to run
    twice, and after days without a run."""
    apply_what_came_into_force(today=business_today())


@shared_task
def send_reminders() -> None:
    """Every minute by beat; a run without news is a few small statements. Safe to run twice.

    The hours of the real day say nothing in a demonstration, whose day is another.
    """
    today = business_today()
    opens = reminders.openings(demonstration=is_demonstration())(today)
    reminders.send_reminders(today=today, now=timezone.now(), opens=opens, plan_every=PLAN_EVERY)


@shared_task
def tell_of_loans() -> None:
    """Every hour by beat: delegations of roles that end in some days. Safe to run twice."""
    tell_of_ending_loans(today=business_today())


@shared_task
def take_bounces() -> None:
    """Every minute by beat, where there is a folder for them. Safe to run twice and at once."""
    if settings.BOUNCES_MAILDIR:
        take_maildir(Path(settings.BOUNCES_MAILDIR), now=timezone.now())


@shared_task
def run_job(job_id: int) -> None:
    """Rung by a page for what somebody just asked for; nothing happens if it is claimed already."""
    jobs.run_job(job_id, today=business_today(), now=timezone.now())


@shared_task
def run_jobs() -> None:
    """Every minute by beat: jobs whose bell was lost or whose worker was killed. Rings for each of
    them, so that each has the time limit of a task to itself."""
    jobs.give_up_abandoned(today=business_today(), now=timezone.now())
    for job_id in jobs.left_lying(now=timezone.now()):
        run_job.apply_async((job_id,), expires=settings.JOB_SECONDS)


@shared_task
def clear_old() -> None:
    """Every night by beat: notices that were seen long ago, and files of long work."""
    clear_old_notices(now=timezone.now())
    clear_old_calls(now=timezone.now())
    jobs.clear_old_files(now=timezone.now())
    files.clear_files(now=timezone.now())
    files.check_again(now=timezone.now())


@shared_task
def scan_files() -> None:
    """Every few seconds by beat, where there is a scanner. Safe to run twice and at once."""
    files.scan_waiting(today=business_today(), now=timezone.now())


def hurry(job: Job) -> None:
    """Rings a worker; with the broker down the row waits for the next sweep all the same."""
    transaction.on_commit(partial(_ring, job.pk))


def _ring(job_id: int) -> None:
    try:
        run_job.delay(job_id)
    except OperationalError:
        log.warning("the broker is down: job %s waits for the sweep", job_id)
