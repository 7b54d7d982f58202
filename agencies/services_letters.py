"""Mails about people's own accounts: written by the act, sent by a worker."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation

from agencies.models import Invitation, Letter, LetterState, User
from agencies.signing_in.letter_words import NOTICES
from agencies.signing_in.letters import compose

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
# After so many minutes a letter that could not be handed over is tried again; then it is given up.
WAITS = (1, 2, 5, 15, 60, 180)
KEPT = timedelta(days=30)


def language_of(person: User | None) -> str:
    """The person's own, else the one of the page that is open."""
    chosen = person.language if person else ""
    return chosen or translation.get_language() or settings.LANGUAGE_CODE


@transaction.atomic
def write(
    kind: str,
    address: str,
    *,
    now: datetime,
    person: User | None = None,
    invitation: Invitation | None = None,
    language: str = "",
    params: dict[str, str] | None = None,
) -> None:
    """Keeps a letter for the worker, in the transaction of the act. Of "reset" one at a time waits
    for each address: a second one while the first waits is none."""
    letter = Letter(
        kind=kind,
        address=address.lower(),
        language=language or language_of(person),
        person=person,
        invitation=invitation,
        params=params or {},
        written_at=now,
        due_at=now,
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=kind == "reset")


def tell(kind: str, person: User, *, now: datetime, address: str = "", **params: str) -> None:
    """A notice to the person about something done to the account; KeyError for an unknown kind."""
    NOTICES[kind]
    write(kind, address or person.email, now=now, person=person, params=params)


def send_letters(*, now: datetime) -> int:
    """What is ready, each letter by one worker; how many went. Safe to run twice and at once."""
    ready = Letter.objects.ready(now, CLAIM).values_list("pk", flat=True).order_by("due_at")
    return sum(_send(pk, now) for pk in list(ready[:200]))


def _send(pk: int, now: datetime) -> bool:
    claimed = Letter.objects.ready(now, CLAIM).filter(pk=pk)
    if not claimed.update(state=LetterState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return False
    letter = Letter.objects.select_related("person", "invitation__agency").get(pk=pk)
    mail = compose(letter, now=now)
    if mail is None:
        return _close(letter, LetterState.DROPPED, now)
    try:
        with get_connection() as connection:
            connection.send_messages([mail])
    except (SMTPException, OSError) as error:
        return _put_off(letter, error, now)
    _close(letter, LetterState.SENT, now)
    return True


def _close(letter: Letter, state: LetterState, now: datetime) -> bool:
    """A reset that nobody needed is told apart from one that went by its state alone."""
    held = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)
    held.update(state=state, sent_at=now if state == LetterState.SENT else None, claimed_at=None)
    return False


def _put_off(letter: Letter, error: Exception, now: datetime) -> bool:
    log.warning("letter %s (%s): %s", letter.pk, letter.kind, type(error).__name__)
    over = letter.attempts > len(WAITS) or _is_final(error)
    wait = timedelta(minutes=WAITS[min(letter.attempts, len(WAITS)) - 1])
    state = LetterState.FAILED if over else LetterState.WAITING
    # A second request for a new password may have come meanwhile: that one goes, this one not.
    taken = Letter.objects.filter(kind="reset", address=letter.address, state="waiting")
    if letter.kind == "reset" and taken.exclude(pk=letter.pk).exists():
        state = LetterState.DROPPED
    Letter.objects.filter(pk=letter.pk).update(
        state=state, due_at=now + wait, claimed_at=None, error=type(error).__name__
    )
    return False


def _is_final(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 550


@transaction.atomic
def clear_letters(*, now: datetime) -> int:
    """Letters that went or were given up, after a month: an address is kept no longer."""
    over = Q(state__in=(LetterState.SENT, LetterState.DROPPED, LetterState.FAILED))
    return Letter.objects.filter(over, written_at__lt=now - KEPT).delete()[0]
