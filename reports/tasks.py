"""What workers do in the background. Each task calls a service; the rows are the truth."""

from celery import shared_task
from django.utils import timezone

from agencies.clock import business_today
from planner.models import ActionPlan
from reports.services import compiling, rounds, sending


@shared_task
def compile_report(report_id: int) -> None:
    """Rung by a page for an edition that it asked for; nothing happens if it is claimed already."""
    compiling.compile_report(report_id)


@shared_task
def compile_waiting() -> None:
    """By beat: editions whose bell was lost, whose worker was killed, or that are tried again."""
    now = timezone.now()
    compiling.give_up_abandoned(now=now)
    waiting = compiling.waiting(now).order_by("requested_at")
    for report_id in list(waiting.values_list("pk", flat=True)):
        compiling.compile_report(report_id)


@shared_task
def open_rounds() -> None:
    """Every night by beat: the quarters of every plan that have begun."""
    today = business_today()
    for plan in ActionPlan.objects.all():
        rounds.open_rounds(plan, today)


@shared_task
def send_issued() -> None:
    """Every minute by beat, and rung by the page that issues: mails with issued editions."""
    sending.send_issued(now=timezone.now())
