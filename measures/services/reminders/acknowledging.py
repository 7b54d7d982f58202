"""A person has read reminders: by the link of a mail, or signed in. The ledger keeps it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import User
from measures.models import Digest, DigestState, Reminder


@transaction.atomic
def acknowledge(digest: Digest, *, now: datetime) -> int:
    """Acknowledges what the mail said of obligations; returns how many reminders that were.

    Whoever holds the mail's link may: services.reminders.links. The first time counts: a second
    call changes nothing. No event is left in the measures' histories, where one for each item of
    each mail would bury all others.
    """
    count = Reminder.objects.unacknowledged().filter(digest=digest).update(acknowledged_at=now)
    _sent().filter(pk=digest.pk).update(acknowledged_at=now)
    return count


@transaction.atomic
def acknowledge_own(reminder_ids: Collection[int], *, by: User, now: datetime) -> int:
    """Acknowledges the person's own among these; others' are left alone, and not told apart.

    A mail of which nothing is left to acknowledge is acknowledged as well.
    """
    own = Reminder.objects.unacknowledged().filter(pk__in=reminder_ids, recipient=by)
    mails = {pk for pk in own.values_list("digest", flat=True) if pk}
    count = own.update(acknowledged_at=now)
    left = Reminder.objects.unacknowledged().filter(digest=OuterRef("pk"))
    _sent().filter(~Exists(left), pk__in=mails).update(acknowledged_at=now)
    return count


def _sent() -> QuerySet[Digest]:
    return Digest.objects.filter(state=DigestState.SENT, acknowledged_at=None)
