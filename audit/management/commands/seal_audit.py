"""Seals what was recorded, and with --anchor tells where the chain stands now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.services.anchoring import anchor
from audit.services.sealing import seal


class Command(BaseCommand):
    help = "Seals what the audit record holds; beat does it all the time by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", action="store_true", help="and print POSITION:HASH")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal()} records sealed.")
        if options["anchor"]:
            made = anchor(now=timezone.now())
            self.stdout.write(str(made) if made else "Nothing was sealed since the last anchor.")
