"""The broker, and the workers behind it."""

from config.settings.environment import env
from config.settings.languages import TIME_ZONE

REDIS_URL: str = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # the rows in the database are the truth, not a result backend
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any task may run, or Redis would hand a running task to a second worker.
    "visibility_timeout": 1800,
    # A web page never waits for a broker that is down: the rows are swept by beat all the same.
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ROUTES = {
    "measures.tasks.send_reminders": {"queue": "mail"},
    "measures.tasks.take_bounces": {"queue": "mail"},
    "measures.tasks.run_job": {"queue": "jobs"},
    "measures.tasks.run_jobs": {"queue": "jobs"},
    "agencies.tasks.send_letters": {"queue": "mail"},
    "reports.tasks.send_issued": {"queue": "mail"},
    "reports.tasks.*": {"queue": "compile"},
    "exchange.tasks.deliver": {"queue": "exchange"},
    "measures.tasks.scan_files": {"queue": "exchange"},  # another's server, which may hang
}
