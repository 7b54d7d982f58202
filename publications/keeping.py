"""What is kept for the public, in two caches: documents, and pages drawn from them.

A cache that does not answer is an empty one: pages are drawn anew, and nobody sees an error.
"""

import logging
import time
from collections.abc import Iterable
from typing import Any, Final

from django.core.cache import caches
from redis.exceptions import RedisError

PAGES: Final = "public"
DOCUMENTS: Final = "public_documents"
KEPT: Final = 24 * 3600  # seconds; every key holds the checksum of what is told
PAUSE: Final = 30  # seconds for which a cache that failed is left alone
FAILED: Final = (RedisError, OSError)

log = logging.getLogger(__name__)


class Kept:
    """One of the two caches, by its name in the settings."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._resting_until = 0.0

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        if self._rests():
            return {}
        try:
            return caches[self.name].get_many(list(keys))
        except FAILED as error:
            self._rest(error)
            return {}

    def get(self, key: str) -> Any | None:
        return self.get_many([key]).get(key)

    def put(self, key: str, value: Any) -> None:
        if self._rests():
            return
        try:
            caches[self.name].set(key, value, KEPT)
        except FAILED as error:
            self._rest(error)

    def _rests(self) -> bool:
        return time.monotonic() < self._resting_until

    def _rest(self, error: Exception) -> None:
        """Said once for each pause: a page must not wait for what is down, nor fill the log."""
        self._resting_until = time.monotonic() + PAUSE
        log.warning("The cache %s does not answer, pages are drawn anew: %s", self.name, error)


pages = Kept(PAGES)
documents = Kept(DOCUMENTS)
