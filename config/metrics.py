"""/metrics: the tracker's figures in the text format of Prometheus.

All of them come from the database and the broker at the moment of the scrape and none from this
process, so that any number of web processes tell the same and a restart loses nothing. Numbers
only: no name, address or text of a person.

A scrape never waits long and never fails: what cannot be asked is left out, and
`tracker_database_up` or `tracker_broker_up` says so.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseFailure
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from redis import RedisError

from agencies.clock import business_today
from config import metric_families as families

log = logging.getLogger(__name__)

DATABASE_ANSWERS_WITHIN_MS = 5000  # Prometheus gives the whole scrape ten seconds
BROKER_FAILURES = (RedisError, OSError, ValueError)  # the last: an address that is none


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """200 whatever is down; 401 where METRICS_TOKEN is set and not given."""
    if not _may_scrape(request):
        refused = HttpResponse("The token is missing or wrong.\n", "text/plain", 401)
        refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refused
    return HttpResponse(generate_latest(REGISTRY), CONTENT_TYPE_PLAIN_0_0_4)


def _may_scrape(request: HttpRequest) -> bool:
    if not settings.METRICS_TOKEN:
        return True
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    right = secrets.compare_digest(given.strip().encode(), settings.METRICS_TOKEN.encode())
    return right and scheme.lower() == "bearer"


class Tracker(Collector):
    """The build, the database and the broker; that one is down does not silence the others."""

    def collect(self) -> Iterator[Metric]:
        yield families.build()
        yield from _or_down("database", _database, DatabaseFailure)
        yield from _or_down("broker", families.broker, *BROKER_FAILURES)


REGISTRY = CollectorRegistry()
REGISTRY.register(Tracker())


def _or_down(
    what: str, ask: Callable[[], list[Metric]], *failures: type[Exception]
) -> Iterator[Metric]:
    """What it tells, if it tells all of it; the reason stands in the log, not in the answer."""
    found: list[Metric] = []
    up = True
    try:
        found = ask()
    except failures as failure:
        log.warning("/metrics cannot ask the %s: %s", what, failure)
        up = False
    yield families.gauge(f"tracker_{what}_up", f"1 when the {what} answered all questions.", up)
    yield from found


def _database() -> list[Metric]:
    with _not_for_long():
        return list(families.database(business_today(), timezone.now()))


@contextmanager
def _not_for_long() -> Iterator[None]:
    """A statement that waits, for a lock or a slow disk, is given up by PostgreSQL itself.

    No transaction on SQLite: there it would take the lock of writers.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [DATABASE_ANSWERS_WITHIN_MS])
        yield
