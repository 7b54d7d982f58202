"""Who a reminder mail is from, and where a server sends it back to."""

from collections.abc import Mapping
from typing import TypedDict

from django.conf import settings


class Envelope(TypedDict):
    """Arguments of django.core.mail.EmailMessage."""

    from_email: str
    headers: dict[str, str]


def envelope(headers: Mapping[str, str] | None = None) -> Envelope:
    """The reader sees DEFAULT_FROM_EMAIL; bounces go to BOUNCE_ADDRESS, where there is one.

    Django takes the sender of the SMTP envelope from `from_email`, and lets a header "From" say
    something else to the reader.
    """
    shown = {"From": settings.DEFAULT_FROM_EMAIL}
    return Envelope(
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        headers=shown | dict(headers or {}),
    )
