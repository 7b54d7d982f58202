"""What workers do for people's accounts. The rows are the truth."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from agencies import services_letters, services_security

log = logging.getLogger(__name__)


@shared_task
def send_letters() -> None:
    """Every minute by beat, and rung by the act that wrote one. Safe to run twice and at once."""
    services_letters.send_letters(now=timezone.now())


@shared_task
def clear_traces() -> None:
    """Every hour by beat."""
    services_security.clear_traces(now=timezone.now())
    services_letters.clear_letters(now=timezone.now())


def hurry() -> None:
    """For letters just written: with the broker down they wait for the next minute all the same."""
    transaction.on_commit(_ring)


def _ring() -> None:
    try:
        send_letters.delay()
    except OperationalError:
        log.warning("the broker is down: letters wait for the sweep")
