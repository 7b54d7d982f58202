"""A mail with an issued edition that a server took comes back later: put on record, and seen."""

import logging
from datetime import datetime

from django.db.models import Q

from measures.rules.bounces import Action, Notice
from measures.services.reminders.bounces import Taken
from reports.models import Dispatch, DispatchState

log = logging.getLogger(__name__)
# Tried, and the connection broke before the server's answer: it took the mail all the same, since
# it knows its Message-ID. Of a mail that was ordered again attempts count from 0: what then comes
# back is an earlier copy, and the order stands.
WENT_OUT = Q(state=DispatchState.SENT) | Q(state=DispatchState.WAITING, attempts__gt=0)


def take_bounce(notice: Notice, *, now: datetime) -> Taken | None:
    """None for a mail that is not ours. Believed only about the address that it went to; the same
    notice twice changes nothing."""
    dispatch = Dispatch.objects.filter(message_id__in=notice.message_ids).first()
    if dispatch is None:
        return None
    fate = notice.about(dispatch.email)
    if fate is None:
        return Taken.NOT_OURS
    if fate.action is not Action.FAILED:
        return Taken.DELAYED if fate.action is Action.DELAYED else Taken.NOT_A_BOUNCE
    out = Dispatch.objects.filter(WENT_OUT, pk=dispatch.pk, state=dispatch.state)
    if out.update(state=DispatchState.BOUNCED, bounced_at=now, error=str(fate)):
        log.warning("Mail %s with an issued edition came back: %s", dispatch.pk, fate.status)
        return Taken.BOUNCED
    return Taken.LATER if dispatch.state == DispatchState.SENDING else Taken.KNOWN
