"""The Celery application; the whole beat schedule stands in settings.CELERY_BEAT_SCHEDULE."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="tasks_cuts")


@setup_logging.connect
def one_log(**_rest: Any) -> None:
    """Workers write as the site does (config.log_lines), not in a form of Celery's own."""
    dictConfig(settings.LOGGING)
