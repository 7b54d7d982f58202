"""A person orders another attempt for mails that were given up."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from agencies.models import User
from measures.models import LOST, Digest, DigestState, Reminder, ReminderState
from measures.permissions.overseeing import check_may_coordinate
from measures.services.reminders import mailed_news


@transaction.atomic
def try_again(digest_ids: Collection[int], *, by: User, today: date) -> int:
    """Mails given up or come back are WAITING again, to go at once; others are left alone.

    They count as tried: a server may have taken them, so that their content only shrinks.

    Raises PermissionDenied unless `by` coordinates.
    """
    check_may_coordinate(by, today)
    failed = Digest.objects.filter(pk__in=digest_ids, state__in=LOST)
    again = list(failed.select_for_update().values_list("pk", flat=True))
    in_them = Reminder.objects.filter(
        digest__in=again, state__in=(ReminderState.FAILED, ReminderState.BOUNCED)
    )
    in_them.update(state=ReminderState.WAITING)
    mailed_news.wait_again(again)
    return Digest.objects.filter(pk__in=again).update(
        state=DigestState.WAITING,
        attempts=1,
        next_try_at=None,
        again_by=by,
        sent_at=None,
        bounced_at=None,
    )
