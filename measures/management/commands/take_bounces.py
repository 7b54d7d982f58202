"""Takes mails that came back: from files, from a mail server's pipe, or from the folder."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from measures.rules.bounces import READ_AT_MOST
from measures.services.reminders.bounces import Taken, take_bounce
from measures.services.reminders.maildir import take_maildir

USAGE = 2
TRY_AGAIN = 75  # EX_TEMPFAIL: a mail server keeps the message and hands it over again


class Command(BaseCommand):
    help = (
        "Takes reminder mails that came back: each FILE (- for the standard input), or without "
        "any, what waits in BOUNCES_MAILDIR. Exit 75: to be handed over again later."
    )
    requires_system_checks = []  # a mail server waits for the answer

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("files", nargs="*", metavar="FILE", help="one message each; - reads standard input")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = _take_files(options["files"]) if options["files"] else _take_folder()
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(
                f"The database does not answer ({type(error).__name__}). Hand it over later.",
                returncode=TRY_AGAIN,
            ) from None
        outcome = {taken.value: counts[taken] for taken in Taken if taken is not Taken.LATER}
        as_words = ", ".join(f"{name} {count}" for name, count in outcome.items())
        self.stdout.write(json.dumps(outcome) if options["json"] else as_words)
        if counts[Taken.LATER]:
            raise CommandError(
                "The mail is just being sent. Hand it over again later.", returncode=TRY_AGAIN
            )


def _take_folder() -> Counter[Taken]:
    if not settings.BOUNCES_MAILDIR:
        raise CommandError(
            "Name a file, - for the standard input, or set BOUNCES_MAILDIR.", returncode=USAGE
        )
    return take_maildir(Path(settings.BOUNCES_MAILDIR), now=timezone.now())


def _take_files(names: Iterable[str]) -> Counter[Taken]:
    messages = [_message(name) for name in names]
    return Counter(take_bounce(message, now=timezone.now()) for message in messages)


def _message(name: str) -> bytes:
    if name == "-":
        return _to_the_end(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as file:
            return file.read(READ_AT_MOST)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.", returncode=USAGE) from None


def _to_the_end(pipe: BinaryIO) -> bytes:
    """A mail server takes it for a failure when a pipe closes before all is written."""
    message = pipe.read(READ_AT_MOST)
    while pipe.read(READ_AT_MOST):
        pass
    return message
