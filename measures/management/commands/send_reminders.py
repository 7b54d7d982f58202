"""Plans and sends the reminders of a day, with all that an earlier day missed."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies.clock import business_today
from measures.management.arguments import iso_day
from measures.services.reminders import send_reminders


class Command(BaseCommand):
    help = (
        "Plans and sends reminders: those of the day and those that an earlier day missed. "
        "Counts are in reminders, of which one mail may hold many. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--as-of", type=iso_day, metavar="D", help="day instead of today, e.g. 2009-07-10")
        add("--dry-run", action="store_true", help="count what would be planned; send nothing")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = send_reminders(
            today=options["as_of"] or business_today(),
            now=timezone.now(),
            dry_run=options["dry_run"],
        )
        outcome = asdict(counts)
        as_words = ", ".join(f"{name} {count}" for name, count in outcome.items())
        self.stdout.write(json.dumps(outcome) if options["json"] else as_words)
