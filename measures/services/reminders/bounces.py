"""A reminder mail that a server took comes back later: whom it did not reach is put on record."""

import logging
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from measures.models import Digest, DigestState, Reminder, ReminderState
from measures.rules.bounces import Action, Fate, Notice, read_notice
from measures.signals import other_mail_came_back

log = logging.getLogger(__name__)


class Taken(StrEnum):
    """What came of a message that was handed to us."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    NOT_OURS = "not_ours"
    NOT_A_BOUNCE = "not_a_bounce"
    KNOWN = "known"
    LATER = "later"  # its mail is just being sent: to be handed in again in some minutes


# The reminders that were in a mail, by the state that the mail is in.
OF_MAIL = {
    DigestState.SENT: ReminderState.SENT,
    DigestState.WAITING: ReminderState.WAITING,
}
# Tried, and the connection broke before the server's answer: it took the mail all the same, since
# it knows its Message-ID. Attempts count from 1 again when a coordinator orders another one: what
# then comes back is an earlier copy, and the order stands.
TRIED = Q(attempts__gt=0, again_by=None) | Q(attempts__gt=1)
WENT_OUT = Q(state=DigestState.SENT) | Q(TRIED, state=DigestState.WAITING)
OVER = (DigestState.BOUNCED, DigestState.FAILED, DigestState.CANCELLED)


def take_bounce(message: bytes, *, now: datetime) -> Taken:
    """Believed only about a mail of ours (its Message-ID) and the address it went to. The same
    message twice changes nothing.

    A mail that waits for another attempt after a broken connection is not sent again: the server
    took it, and could not deliver it. One that is being sent at this moment is left to its worker:
    LATER.
    """
    notice = read_notice(message)
    if notice is None:
        return Taken.NOT_A_BOUNCE
    digest = _mail_of(notice)
    if digest is None:
        return _of_others(notice, now)
    fate = notice.about(_address(digest))
    if fate is None:
        log.warning("Reminder mail %s: a bounce names another recipient", digest.pk)
        return Taken.NOT_OURS
    return _take(digest, fate, now)


def _of_others(notice: Notice, now: datetime) -> Taken:
    """Other apps send mails too; at most one of them knows this one."""
    answers = other_mail_came_back.send(sender=None, notice=notice, now=now)
    return next((Taken(came) for _receiver, came in answers if came), Taken.NOT_OURS)


def _mail_of(notice: Notice) -> Digest | None:
    ours = Digest.objects.filter(message_id__in=notice.message_ids)
    return ours.select_related("recipient").order_by("-pk").first()


def _address(digest: Digest) -> str:
    """Where the last copy went. A mail under way may carry the address of an earlier attempt."""
    under_way = digest.state in (DigestState.WAITING, DigestState.SENDING)
    return digest.recipient.email if under_way else digest.sent_to or digest.recipient.email


def _take(digest: Digest, fate: Fate, now: datetime) -> Taken:
    if fate.action is Action.DELAYED:
        log.info("Reminder mail %s is delayed: %s", digest.pk, fate.status)
        return Taken.DELAYED
    if fate.action is not Action.FAILED:
        return Taken.NOT_A_BOUNCE
    if _came_back(digest, fate, now):
        log.warning("Reminder mail %s came back: %s", digest.pk, fate.status)
        return Taken.BOUNCED
    return _why_not(digest)


@transaction.atomic
def _came_back(digest: Digest, fate: Fate, now: datetime) -> bool:
    """In the state in which it was read: a worker may have taken it up since."""
    out = Digest.objects.filter(WENT_OUT, pk=digest.pk, state=digest.state)
    moved = out.update(
        state=DigestState.BOUNCED,
        bounced_at=now,
        sent_at=Coalesce(F("sent_at"), F("claimed_at"), Value(now)),
        sent_to=_address(digest),
        error=str(fate),
    )
    if moved:
        in_it = Reminder.objects.filter(digest=digest, state=OF_MAIL[DigestState(digest.state)])
        in_it.update(state=ReminderState.BOUNCED)
    return bool(moved)


def _why_not(digest: Digest) -> Taken:
    digest.refresh_from_db(fields=["state", "attempts"])
    untried = not Digest.objects.filter(TRIED, pk=digest.pk).exists()
    ordered_anew = digest.state == DigestState.WAITING and untried
    return Taken.KNOWN if ordered_anew or digest.state in OVER else Taken.LATER
