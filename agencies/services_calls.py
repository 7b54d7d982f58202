"""Calls of the API: answers kept so that a repeated call acts once, and counters of calls."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import CallCount, KeptAnswer, User

KEPT = timedelta(hours=24)
WAIT = "5s"  # how long a twin waits for the first call to end

COUNT = """
INSERT INTO agencies_callcount ("key", made, until) VALUES (%s, 1, %s)
ON CONFLICT ("key") DO UPDATE SET made = agencies_callcount.made + 1
RETURNING made
"""


def claim(*, person: User, key: str, route: str, sent: str, now: datetime) -> KeptAnswer:
    """The row of this key: a new one (`status` None) for who comes first, else what was answered.

    Inside the transaction of the act. A twin waits here until the first call has ended; where
    that takes too long, django.db.OperationalError is raised by the database.
    """
    claim, names = uuid4(), {"person": person, "key": key}
    said = {"route": route, "sent": sent, "claim": claim, "created_at": now}
    with _not_waiting_for_ever():
        KeptAnswer.objects.bulk_create([KeptAnswer(**names, **said)], ignore_conflicts=True)
    row = KeptAnswer.objects.get(**names)
    if row.claim != claim and row.created_at < now - KEPT:
        row.delete()
        return claim_again(names, said)
    return row


def claim_again(names: Mapping[str, object], said: Mapping[str, object]) -> KeptAnswer:
    """What was kept for its day is over: the key is as new."""
    return KeptAnswer.objects.create(**names, **said)


class _not_waiting_for_ever:  # noqa: N801  # read as a phrase after "with"
    """PostgreSQL would wait for the other transaction without end; SQLite has its timeout."""

    def __enter__(self) -> None:
        self._set(f"'{WAIT}'")

    def __exit__(self, failed: object, *_told: object) -> None:
        if failed is None:
            self._set("DEFAULT")

    def _set(self, wait: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {wait}")


def keep(row: KeptAnswer, *, status: int, headers: Mapping[str, str], body: str) -> None:
    """What is answered, in the transaction of what was done."""
    row.status, row.headers, row.body = status, dict(headers), body
    row.save(update_fields=["status", "headers", "body"])


def hold_until_the_end(name: str) -> None:
    """Inside a transaction: whoever holds the same name afterwards waits for its end.

    A lock on a name, not on rows, which services lock in an order of their own. SQLite has one
    writer at a time as it is.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def counted_in_database(key: str, seconds: int) -> int:
    """One more under `key`; how many by now. A statement of its own, whatever happens after."""
    until = timezone.now() + timedelta(seconds=2 * seconds)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, until])
        return int(cursor.fetchone()[0])


@transaction.atomic
def clear_old_calls(*, now: datetime) -> int:
    """Forgets answers that may not be asked for any more, and windows that are over."""
    answers, _each = KeptAnswer.objects.filter(created_at__lt=now - KEPT).delete()
    windows, _each = CallCount.objects.filter(until__lt=now).delete()
    return answers + windows
