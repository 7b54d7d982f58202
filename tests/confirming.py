"""A browser in which it was confirmed just now, or long ago, who is there."""

import time
from typing import Any

from agencies.models import User


def confirmed(client: Any, person: User, *, at: float | None = None) -> Any:
    """`client`, in which the person is signed in, as django-allauth leaves it after a password; at
    seconds since 1970, now where nothing is said."""
    session = client.session
    record = {"method": "password", "at": time.time() if at is None else at}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
