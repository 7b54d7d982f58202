"""Rung by beat."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from audit.services import anchoring, forgetting, sealing


@shared_task
def seal() -> int:
    return sealing.seal()


@shared_task
def anchor() -> None:
    sealing.seal()
    anchoring.anchor(now=timezone.now())


@shared_task
def forget() -> int:
    """Personal parts that are older than they are kept."""
    keeping = timedelta(days=settings.AUDIT_PERSONAL_DAYS)
    return forgetting.forget_before(timezone.now() - keeping)
