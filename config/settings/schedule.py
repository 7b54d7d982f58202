"""What is done by the clock; each is a bell, the rows say whether there is work."""

from typing import Any

from celery.schedules import crontab

from config.settings.audit import AUDIT_SEAL_SECONDS
from config.settings.exchange import WEBHOOK_SECONDS
from config.settings.files import SCAN_SECONDS
from config.settings.jobs import JOB_SECONDS
from config.settings.mail import REMINDER_SECONDS
from config.settings.reports import COMPILE_SECONDS

CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "send-reminders": {
        "task": "measures.tasks.send_reminders",
        "schedule": REMINDER_SECONDS,
        # After a stop of the workers one bell is as good as all that were rung meanwhile.
        "options": {"expires": REMINDER_SECONDS},
    },
    "send-issued-reports": {
        "task": "reports.tasks.send_issued",
        "schedule": REMINDER_SECONDS,
        "options": {"expires": REMINDER_SECONDS},
    },
    "send-letters": {
        "task": "agencies.tasks.send_letters",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "clear-sign-in-traces": {
        "task": "agencies.tasks.clear_traces",
        "schedule": crontab(minute="20"),
    },
    "tell-of-loans": {"task": "measures.tasks.tell_of_loans", "schedule": crontab(minute="10")},
    "take-bounces": {
        "task": "measures.tasks.take_bounces",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "run-jobs": {
        "task": "measures.tasks.run_jobs",
        "schedule": JOB_SECONDS,
        "options": {"expires": JOB_SECONDS},
    },
    "scan-files": {
        "task": "measures.tasks.scan_files",
        "schedule": SCAN_SECONDS,
        "options": {"expires": SCAN_SECONDS},
    },
    "clear-old": {"task": "measures.tasks.clear_old", "schedule": crontab(minute="35", hour="2")},
    "apply-amendments": {"task": "measures.tasks.apply_amendments", "schedule": 300.0},
    "compile-waiting-reports": {
        "task": "reports.tasks.compile_waiting",
        "schedule": COMPILE_SECONDS,
        "options": {"expires": COMPILE_SECONDS},
    },
    "clear-left-files": {
        "task": "reports.tasks.clear_left_files",
        "schedule": crontab(minute="45", hour="2"),
    },
    "make-cuts": {
        "task": "reports.tasks.make_cuts",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "deliver-webhooks": {
        "task": "exchange.tasks.deliver",
        "schedule": WEBHOOK_SECONDS,
        "options": {"expires": WEBHOOK_SECONDS},
    },
    "clear-webhooks": {
        "task": "exchange.tasks.clear_old",
        "schedule": crontab(minute="55", hour="2"),
    },
    "seal-audit": {
        "task": "audit.tasks.seal",
        "schedule": AUDIT_SEAL_SECONDS,
        "options": {"expires": AUDIT_SEAL_SECONDS},
    },
    "anchor-audit": {"task": "audit.tasks.anchor", "schedule": crontab(minute="15")},
    "forget-audit": {
        "task": "audit.tasks.forget",
        "schedule": crontab(minute="30", hour="2"),
    },
    "open-rounds": {"task": "reports.tasks.open_rounds", "schedule": crontab(minute="5", hour="1")},
}
