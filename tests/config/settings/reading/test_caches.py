"""One address says where both caches of public pages lie."""

import environ
import pytest

from config.settings.reading.caches import REDIS, public_caches


def caches_at(address: str) -> dict[str, dict[str, object]]:
    return public_caches(environ.Env.cache_url_config(address))


def test_in_one_process_pages_and_documents_are_bounded_apart() -> None:
    found = caches_at("locmemcache://public")
    assert {name: (one["LOCATION"], one["OPTIONS"]) for name, one in found.items()} == {
        "public": ("public", {"MAX_ENTRIES": 500}),
        "public_documents": ("public-documents", {"MAX_ENTRIES": 20}),
    }


@pytest.mark.parametrize("name", ["public", "public_documents"])
def test_a_redis_is_not_waited_for(name: str) -> None:
    found = caches_at("rediscache://127.0.0.1:6399/3")[name]
    assert (found["BACKEND"], found["LOCATION"]) == (REDIS, "redis://127.0.0.1:6399/3")
    assert found["OPTIONS"] == {"socket_connect_timeout": 1, "socket_timeout": 1}


def test_a_redis_keeps_pages_and_documents_under_different_keys() -> None:
    found = caches_at("rediscache://127.0.0.1:6399/3")
    assert len({one["KEY_PREFIX"] for one in found.values()}) == 2
