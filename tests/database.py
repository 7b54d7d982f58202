"""Asking the database itself whether it takes a row."""

from collections.abc import Callable

from django.db import IntegrityError, transaction


def is_refused(write: Callable[[], object]) -> bool:
    """The write breaks a constraint or a trigger; the test's transaction goes on."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False
