"""The caches of what is public, from the one address that an operator gives."""

from typing import Any, Final

REDIS: Final = "django.core.cache.backends.redis.RedisCache"
PAGES, DOCUMENTS = 500, 20  # at most, where the process itself keeps them
WAIT: Final = 1  # seconds; drawing a page takes a tenth of that


def public_caches(asked: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Pages apart from documents: however many pages are asked for, the documents stay at hand.

    Redis keeps both in one database, bounds itself (`maxmemory`), and is not waited for.
    """
    if asked["BACKEND"] == REDIS:
        options = {"socket_connect_timeout": WAIT, "socket_timeout": WAIT}
        options |= asked.get("OPTIONS", {})
        shared = {**asked, "OPTIONS": options}
        return {
            "public": {**shared, "KEY_PREFIX": "pages"},
            "public_documents": {**shared, "KEY_PREFIX": "documents"},
        }
    return {
        "public": _bounded(asked, asked.get("LOCATION", ""), PAGES),
        "public_documents": _bounded(asked, f"{asked.get('LOCATION', '')}-documents", DOCUMENTS),
    }


def _bounded(asked: dict[str, Any], place: str, most: int) -> dict[str, Any]:
    options = {"MAX_ENTRIES": most} | asked.get("OPTIONS", {})
    return {**asked, "LOCATION": place, "OPTIONS": options}
