"""Acts of several people at one moment, on the database that lets them meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from agencies.errors import Refused

Act = Callable[[], object]
# bin/test runs them on PostgreSQL; SQLite locks the whole file for a writer, nobody meets there.
AT_ONE_MOMENT = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def at_once(*acts: Act) -> list[str]:
    """What came of each, in the order given: "done", "denied" or the code of the refusal."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait()
        try:
            act()
        except Refused as refused:
            return refused.code
        except PermissionDenied:
            return "denied"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))
