"""What workers do in the background. Each task calls a service; the rows are the truth."""

from celery import shared_task
from django.utils import timezone

from agencies.clock import business_today
from exchange.services import clearing, run


@shared_task
def deliver() -> None:
    """Every few seconds by beat, and rung by pages. Safe to run twice and at once."""
    run.deliver(today=business_today(), now=timezone.now())


@shared_task
def clear_old() -> None:
    """Every night by beat: the log of webhooks."""
    clearing.clear_old(now=timezone.now())
