"""Changes get their numbers once their transactions are over, one after the other.

Identifiers are given before a transaction commits, so a reader that goes by them may pass one that
becomes visible later. Numbers are given to what is visible already, under a lock: whatever is told
of later gets a later number. docs/decisions/0030-exchange.md.
"""

from django.db import connection, transaction

from exchange.models import Change, Feed
from exchange.triggers import numbering


def number_changes() -> int:
    """How many were given a number; one statement when there is nothing to do. Safe at any time
    and by many at once: who comes second waits, and finds nothing left.

    Not to be called inside a transaction that writes changes of its own: they would be numbered
    before it is over.
    """
    if not Change.objects.filter(number=None).exists():
        return 0
    with transaction.atomic():
        feed = locked_feed()
        with connection.cursor() as cursor:
            cursor.execute(numbering(), [feed.numbered])
            given = int(cursor.rowcount)
        Feed.objects.filter(pk=feed.pk).update(numbered=feed.numbered + given)
    return given


def locked_feed() -> Feed:
    """Held until the transaction is over. It is asked for anew in a statement of its own: on
    PostgreSQL what another worker has just committed is seen by the statements after the lock."""
    Feed.objects.get_or_create(pk=1)
    return Feed.objects.select_for_update().get(pk=1)
