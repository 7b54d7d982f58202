"""What came of a button is told on the page that follows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from agencies.errors import Refused


@contextmanager
def telling(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Tells `done` ("": nothing) once what stands inside went well, and what it was refused for
    where a service refused it."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
