"""Bounces that a mail server puts into a folder (Maildir), one file each.

A message stays in `new` until what it says is in the database, so that a worker may die at any
moment; two workers at once read the same message, of which the second changes nothing.
"""

import logging
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, InterfaceError

from measures.rules.bounces import READ_AT_MOST
from measures.services.reminders.bounces import Taken, take_bounce

log = logging.getLogger(__name__)

TAKEN_A_RUN = 200
# What a person who looks into the mailbox need not read any more.
SEEN = (Taken.BOUNCED, Taken.DELAYED, Taken.KNOWN)


def take_maildir(folder: Path, *, now: datetime, at_most: int = TAKEN_A_RUN) -> Counter[Taken]:
    """Takes what is in `new`, oldest first, and moves it to `cur`; counts what came of it.

    Answers of people are moved as well, but not marked as seen.
    """
    counts: Counter[Taken] = Counter()
    for path in _new(folder):
        if counts.total() >= at_most:
            break
        message = _read(path)
        if message is None:
            continue
        taken = _take(message, path.name, now)
        counts[taken] += 1
        if taken is not Taken.LATER:
            _move(path, seen=taken in SEEN)
    return counts


def _new(folder: Path) -> list[Path]:
    """By name, which begins with the second of arrival. Mail servers make a folder only when they
    have something to put into it."""
    if not folder.parent.is_dir():
        log.warning("There is no place for BOUNCES_MAILDIR: %s does not exist", folder.parent)
    if not (folder / "new").is_dir():
        return []
    found = (folder / "new").iterdir()
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _read(path: Path) -> bytes | None:
    """None: another worker was quicker, or the file is not ours to read; it stands there then."""
    try:
        with path.open("rb") as file:
            return file.read(READ_AT_MOST)
    except FileNotFoundError:
        return None
    except OSError as error:
        log.error("The message %s cannot be read: %s", path.name, error.strerror)
        return None


def _take(message: bytes, name: str, now: datetime) -> Taken:
    try:
        return take_bounce(message, now=now)
    except (DatabaseError, InterfaceError):
        raise  # the database is away, not the message at fault: the next run tries again
    except Exception as error:  # one message must not keep the others from being read
        log.error("The message %s cannot be taken: %s", name, type(error).__name__)
        return Taken.NOT_A_BOUNCE


def _move(path: Path, *, seen: bool) -> None:
    kept = path.parent.parent / "cur"
    kept.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):  # another worker has moved it
        path.rename(kept / f"{path.name.partition(':2,')[0]}:2,{'S' if seen else ''}")
