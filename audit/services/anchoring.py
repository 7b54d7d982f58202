"""Tells the outside where the chain stands: whoever writes the whole chain anew is found out."""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from audit.models import Anchor, Link

log = logging.getLogger("audit.anchor")


def anchor(*, now: datetime) -> Anchor | None:
    """Into the database, the log, and as set a file and a mail. None: nothing new was sealed."""
    head = Link.objects.order_by("-position").first()
    last = Anchor.objects.order_by("-id").first()
    if head is None or (last is not None and last.position == head.position):
        return None
    made = Anchor.objects.create(at=now, position=head.position, hash=head.hash)
    log.info("anchor of the audit record: %s", made)
    line = f"{now.isoformat(timespec='seconds')} {made}\n"
    if settings.AUDIT_ANCHOR_FILE:
        with Path(settings.AUDIT_ANCHOR_FILE).open("a", encoding="ascii") as file:
            file.write(line)
    if settings.AUDIT_ANCHOR_MAIL:
        send_mail("Audit anchor", line, None, settings.AUDIT_ANCHOR_MAIL, fail_silently=True)
    return made


def anchors_in(text: str) -> list[tuple[int, str]]:
    """Position and hash of each line of such a file, or of one typed as POSITION:HASH.

    Raises ValueError for what is none.
    """
    words = [line.split()[-1].partition(":") for line in text.splitlines() if line.strip()]
    if not all(number.isdecimal() and len(told) == 64 for number, _, told in words):
        raise ValueError("An anchor is written as POSITION:HASH, the hash in 64 digits.")
    return [(int(position), told) for position, _, told in words]
