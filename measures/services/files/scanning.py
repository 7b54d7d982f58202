"""Files wait for the scanner as mails wait for the mail server: claimed by one worker, tried until
there is an answer. Without an answer nothing is ever called clean."""

import logging
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from measures.models import ScanState, StoredFile
from measures.services.files.clamd import (
    CHUNK,
    Answer,
    Clean,
    Infected,
    ScannerAway,
    Unscannable,
    scan,
)
from measures.services.files.telling import tell_of_finding

log = logging.getLogger(__name__)

WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (15, 30, 60, 120, 300, 600))
AGAIN_AT_ONCE: Final = 500  # clean files of long ago that are looked at again in one night
LOST: Final = "the bytes are missing"


def scan_waiting(*, today: date, now: datetime) -> int:
    """Has looked at what is due; how many files there is an answer on. Ends at the first file that
    the scanner says nothing on: that one goes to the end of the line. Ends besides well before its
    claims, which are all of `now`, would look like those of a worker that is gone.

    Not inside a transaction: the claim must stand before the scanner is spoken to.
    """
    answered, ends = 0, monotonic() + settings.SCAN_CLAIM_SECONDS / 3
    while settings.CLAMD_ADDRESS and monotonic() < ends and (row := _claim_next(now)):
        try:
            answer = _ask(row)
        except ScannerAway as away:
            _put_off(row, str(away), now)
            log.warning("The virus scanner does not answer: %s", away)
            break
        if _write_down(row, answer, today=today, now=now):
            answered += 1
    return answered


def _claim_next(now: datetime) -> StoredFile | None:
    """Rows that another worker is just claiming are passed over."""
    before = now - timedelta(seconds=settings.SCAN_CLAIM_SECONDS)
    while True:
        with transaction.atomic():
            due = StoredFile.objects.to_look_at(now, before)
            locked = due.order_by("look_at", "pk").select_for_update(skip_locked=True)
            first = locked.values_list("pk", flat=True).first()
            if first is None:
                return None
            claim = {"claimed_at": now, "attempts": F("attempts") + 1}
            if due.filter(pk=first).update(**claim):
                return StoredFile.objects.get(pk=first)


def _claimed(row: StoredFile) -> QuerySet[StoredFile]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return StoredFile.objects.filter(pk=row.pk, claimed_at=row.claimed_at, attempts=row.attempts)


def _ask(row: StoredFile) -> Answer:
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        return Unscannable(LOST)
    except OSError as error:  # to be tried again, as when the scanner is away
        raise ScannerAway(str(error)) from error
    with content:
        chunks = content.chunks(CHUNK)
        return scan(chunks, address=settings.CLAMD_ADDRESS, seconds=settings.CLAMD_TIMEOUT)


def _put_off(row: StoredFile, why: str, now: datetime) -> None:
    wait = WAITS[min(row.attempts, len(WAITS)) - 1]
    _claimed(row).update(claimed_at=None, look_at=now + wait, trouble=why[:200])


@transaction.atomic
def _write_down(row: StoredFile, answer: Answer, *, today: date, now: datetime) -> bool:
    """False where the row is another worker's by now."""
    ended = {"claimed_at": None, "look_at": None, "attempts": 0, "scanned_at": now, "trouble": ""}
    match answer:
        case Clean():
            said = {"state": ScanState.CLEAN, "found": ""}
        case Infected(found):
            said = {"state": ScanState.INFECTED, "found": found[:200]}
        case Unscannable(why):
            said = {"state": ScanState.UNSCANNABLE, "found": why[:200]}
    if not _claimed(row).update(**ended, **said):
        return False
    if row.state != said["state"] and not isinstance(answer, Clean):
        log.warning("Stored file %s: %s", row.pk, said["state"])
        tell_of_finding(row, ScanState(said["state"]), found=str(said["found"]), today=today)
    return True


@transaction.atomic
def check_again(*, now: datetime, everything: bool = False) -> int:
    """Clean files of long ago are looked at anew, since scanners learn; they are given out
    meanwhile. `everything`: whatever was found, whenever. How many."""
    if everything:
        return StoredFile.objects.filter(look_at=None).update(look_at=now)
    if not (settings.CLAMD_ADDRESS and settings.RESCAN_DAYS):
        return 0
    before = now - timedelta(days=settings.RESCAN_DAYS)
    old = StoredFile.objects.filter(state=ScanState.CLEAN, scanned_at__lt=before, look_at=None)
    some = list(old.order_by("scanned_at").values_list("pk", flat=True)[:AGAIN_AT_ONCE])
    return StoredFile.objects.filter(pk__in=some, look_at=None).update(look_at=now)
