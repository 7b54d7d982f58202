"""Counters that all processes share: in Redis where the installation has one, else in the database.

A counter is one atomic step in either, so that calls at the same moment are all counted. Where
Redis does not answer, the database counts; a window that changes places begins anew.
"""

import logging
from functools import cache
from time import monotonic

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from agencies.services_calls import counted_in_database

log = logging.getLogger(__name__)
PATIENCE = 0.25  # seconds; an answer is not kept waiting by what only counts it
REST = 30.0  # seconds in which a Redis that did not answer is not asked again
_asked_again_at = 0.0


def counted(key: str, seconds: int) -> int:
    """One more under `key`, which is forgotten after `seconds` at the earliest; how many by now."""
    global _asked_again_at
    if settings.API_RATE_STORE == "redis" and monotonic() >= _asked_again_at:
        try:
            return _counted_in_redis(key, seconds)
        except RedisError:
            _asked_again_at = monotonic() + REST
            log.warning("Redis does not answer; calls of the API are counted in the database.")
    return counted_in_database(key, seconds)


def _counted_in_redis(key: str, seconds: int) -> int:
    steps = _redis(settings.REDIS_URL).pipeline(transaction=True)
    steps.incr(f"calls:{key}")
    steps.expire(f"calls:{key}", 2 * seconds)
    made, _kept = steps.execute()
    return int(made)


@cache
def _redis(address: str) -> Redis:
    return Redis.from_url(
        address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
    )
