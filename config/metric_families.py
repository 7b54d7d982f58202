"""What /metrics tells, family by family. The names are a contract with those who watch.

Gauges all: what ends with the day, or with somebody's work, goes down again. A fixed number of
statements; how they stay cheap over tables that only grow: measures.queries.figures.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.celery import app
from exchange.queries import webhooks
from measures.queries import figures
from measures.queries.files import quarantine
from measures.queries.jobs import jobs_by_state
from measures.queries.reminders.runs import backlog, day_totals, erred_since, reminder_clock
from reports.queries import editions_not_ready
from reports.queries_issuing import mails_under_way

A_DAY = timedelta(days=1)
NEVER = -1
BROKER_ANSWERS_WITHIN = 1  # second


def gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value)


def gauges(name: str, words: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def build() -> Metric:
    return InfoMetricFamily("tracker_build", "Version of the tracker.", {"version": _version()})


@cache
def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def database(today: date, now: datetime) -> Iterator[Metric]:
    yield from _ledger(today, now)
    yield from _under_way(now)
    yield from _runs(today, now)
    yield from _work(today)
    yield gauges(
        "tracker_jobs",
        "Long work that waits or runs; failed: within the last 24 hours.",
        "state",
        jobs_by_state(now - A_DAY),
    )
    yield gauges(
        "tracker_editions",
        "Editions of reports that are not ready; failed: until somebody asks for them again.",
        "state",
        editions_not_ready(),
    )
    yield gauges(
        "tracker_issue_mails",
        "Mails with issued reports that wait or are being sent, were given up, or came back.",
        "state",
        mails_under_way(),
    )
    yield from _webhooks(now)
    yield from _files(now)


def _files(now: datetime) -> Iterator[Metric]:
    found, scanner = quarantine(), bool(settings.CLAMD_ADDRESS)
    yield gauges(
        "tracker_files",
        "Files that wait for the virus scanner, of them those whose last attempt failed, and files "
        "held back for what it said; without a scanner nothing waits.",
        "state",
        {
            "waiting": found.waiting if scanner else 0,
            "failing": found.failing if scanner else 0,
            "infected": found.infected,
            "unscannable": found.unscannable,
        },
    )
    yield gauge(
        "tracker_file_wait_seconds",
        "For how long the oldest file that was never checked has waited; 0 when none does.",
        _seconds(now, found.since, none=0) if scanner else 0,
    )


def _ledger(today: date, now: datetime) -> Iterator[Metric]:
    yield gauges(
        "tracker_reminders",
        "Reminders by mail: all that wait; of the other states, those of the business day's mails.",
        "state",
        figures.reminders_by_state(today),
    )
    yield gauges(
        "tracker_mails_of_day",
        "Reminder mails of the business day.",
        "state",
        figures.mails_of_day(today),
    )
    yield gauges(
        "tracker_mails_lost_last_day",
        "Reminder mails given up, or come back, within the last 24 hours.",
        "state",
        figures.mails_lost_since(now - A_DAY, today),
    )


def _under_way(now: datetime) -> Iterator[Metric]:
    found = backlog(now)
    yield gauges(
        "tracker_mails_under_way",
        "Reminder mails of any day that wait or are being sent.",
        "state",
        {"waiting": found.waiting, "sending": found.sending},
    )
    yield gauge(
        "tracker_mails_put_off",
        "Of the waiting mails those whose last attempt failed; each is tried again.",
        found.put_off,
    )
    yield gauge("tracker_mails_ready", "Of the waiting mails those that could go now.", found.ready)
    yield gauge(
        "tracker_mail_ready_age_seconds",
        "For how long the oldest mail that could go has waited; 0 when none does.",
        _seconds(now, found.ready_since, none=0),
    )
    yield gauge(
        "tracker_mail_claim_age_seconds",
        "For how long the longest of the mails being sent has been; 0 when none is.",
        _seconds(now, found.claimed_since, none=0),
    )


def _runs(today: date, now: datetime) -> Iterator[Metric]:
    clock, totals = reminder_clock(), day_totals(today)
    yield gauge(
        "tracker_reminder_run_age_seconds",
        "Since a run of reminders last came by; -1 when none ever did.",
        _seconds(now, clock.ran_at, none=NEVER),
    )
    yield gauge(
        "tracker_reminders_planned_for_today",
        "1 when the reminders of the business day are planned.",
        clock.planned_for == today,
    )
    counted = ("planned", "sent", "failed", "skipped")
    yield gauges(
        "tracker_reminders_of_runs_today",
        "What the runs of the business day did, in reminders.",
        "what",
        {name: getattr(totals, name) for name in counted},
    )
    yield gauge(
        "tracker_reminder_runs_erred_last_day",
        "Runs of reminders with an error within the last 24 hours.",
        erred_since(now - A_DAY, today),
    )


def _work(today: date) -> Iterator[Metric]:
    found = figures.work(today)
    yield gauge(
        "tracker_obligations_overdue",
        "Reports past their date and not handed in.",
        found.overdue,
    )
    yield gauge(
        "tracker_obligations_nobody_to_remind",
        "Reports still owed by agencies in which nobody can be reminded of them.",
        found.unheard,
    )
    yield gauge("tracker_reviews_waiting", "Reports that wait for review.", found.reviews)
    yield gauge(
        "tracker_extensions_waiting", "Requests for more time not decided.", found.extensions
    )


def _webhooks(now: datetime) -> Iterator[Metric]:
    found = webhooks.backlog(now)
    yield gauges(
        "tracker_webhooks",
        "Webhooks; failing: of the active ones those whose last attempt failed.",
        "state",
        webhooks.webhooks_by_state(),
    )
    yield gauges(
        "tracker_webhook_messages",
        "Messages to active webhooks; failed: given up within the last 24 hours.",
        "state",
        {"waiting": found.waiting, "sending": found.sending, "failed": found.failed},
    )
    yield gauge(
        "tracker_webhook_ready_age_seconds",
        "For how long the oldest message that could go has waited; 0 when none does.",
        _seconds(now, found.ready_since, none=0),
    )
    yield gauge(
        "tracker_changes_not_looked_at",
        "Changes that no worker has looked at yet.",
        webhooks.changes_not_spread(),
    )


def _seconds(now: datetime, since: datetime | None, *, none: float) -> float:
    """Never below 0: the clocks of two machines differ a little."""
    return none if since is None else max(0.0, (now - since).total_seconds())


def broker() -> list[Metric]:
    """Raises what redis-py raises within a second; a name server that hangs may take longer."""
    names = queues()
    once = Retry(NoBackoff(), retries=0)
    wait = BROKER_ANSWERS_WITHIN
    with (
        Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=wait, socket_timeout=wait, retry=once
        ) as client,
        client.pipeline(transaction=False) as asked,
    ):
        for name in names:
            asked.llen(name)
        lengths = dict(zip(names, asked.execute(), strict=True))
    return [
        gauges("tracker_queue_length", "Tasks in the broker that no worker took.", "queue", lengths)
    ]


def queues() -> list[str]:
    """Those that the routes name, and Celery's own."""
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    return sorted({*routed, app.conf.task_default_queue})
