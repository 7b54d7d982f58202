"""Reads deadlines as an act writes them and prints what they mean, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measures.rules.deadlines import PlanDates, read


class Command(BaseCommand):
    help = "Reads deadlines as written and prints their kind and dates as JSON Lines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("phrases", nargs="*", metavar="PHRASE", help="none: standard input, one a line")
        add("--from", dest="starts_on", required=True, type=date.fromisoformat, metavar="D")
        add("--to", dest="ends_on", required=True, type=date.fromisoformat, metavar="D")
        add("--approved", type=date.fromisoformat, metavar="D", help="day of the plan's act")
        add("--json", action="store_true", help="accepted; the output is always JSON Lines")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = PlanDates(options["starts_on"], options["ends_on"], options["approved"])
        if plan.ends_on < plan.starts_on:
            raise CommandError(f"--to {plan.ends_on} is before --from {plan.starts_on}")
        for phrase in options["phrases"] or _lines(sys.stdin):
            self.stdout.write(json.dumps(read(phrase, plan).as_json(), ensure_ascii=False))


def _lines(stream: Iterable[str]) -> Iterable[str]:
    """Lines that say something, without their ends."""
    return (line.rstrip("\r\n") for line in stream if line.strip())
