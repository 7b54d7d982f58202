"""Rings for the workers, who would come by within seconds anyway."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from exchange.tasks import deliver

log = logging.getLogger(__name__)


def ring() -> None:
    """Once the act is committed; with the broker down the rows wait for the next sweep."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    try:
        deliver.delay()
    except OperationalError:
        log.warning("the broker is down: messages of webhooks wait for the sweep")
