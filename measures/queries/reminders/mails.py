"""How the mails of a day went."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from measures.models import LOST, Digest, DigestState


@dataclass(frozen=True)
class MailBoard:
    """Mails by state: those of the day and those of earlier days still under way or given up."""

    waiting: int
    sending: int
    sent: int
    failed: int
    bounced: int
    cancelled: int
    troubled: list[Digest]


TROUBLED_SHOWN = 200


def mail_board(today: date) -> MailBoard:
    """Two statements. `troubled`: given up first, then those put off after a failure."""
    shown = Digest.objects.filter(Q(day=today) | Q(state__in=UNFINISHED))
    counts = shown.aggregate(**{s.value: Count("pk", filter=Q(state=s)) for s in DigestState})
    return MailBoard(**counts, troubled=list(_troubled()[:TROUBLED_SHOWN]))


UNFINISHED = (DigestState.WAITING, DigestState.SENDING, *LOST)


def _troubled() -> QuerySet[Digest]:
    failing = Digest.objects.filter(state__in=UNFINISHED).exclude(error="")
    with_size = failing.annotate(items=Count("reminders")).select_related("recipient")
    return with_size.order_by("state", "-day", "pk")
