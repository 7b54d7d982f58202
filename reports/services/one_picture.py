"""What is gathered tells one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_picture() -> Iterator[None]:
    """All statements see the same moment, whatever is written meanwhile. PostgreSQL writes nothing
    inside of it; within a transaction that is under way it promises no more than that one does."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
