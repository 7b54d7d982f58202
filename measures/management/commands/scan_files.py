"""Has the virus scanner look at the files that wait for it, or at all of them again."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.clock import business_today
from measures.queries.files import waiting_for_scanner
from measures.services.files import check_again, scan_waiting


class Command(BaseCommand):
    help = (
        "Has the virus scanner at CLAMD_ADDRESS look at the files that wait for it; exit 1 when "
        "some still wait, since it does not answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="every file, whatever was found before: after a scanner learnt something",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CLAMD_ADDRESS:
            raise CommandError("There is no scanner: set CLAMD_ADDRESS.")
        now = timezone.now()
        if options["again"]:
            check_again(now=now, everything=True)
        answered = scan_waiting(today=business_today(), now=now)
        left = waiting_for_scanner()
        self.stdout.write(f"checked {answered}, waiting {left}")
        if left:
            raise CommandError("The scanner did not answer on all of them. Try again later.")
