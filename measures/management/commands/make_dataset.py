"""Fills a test database with a synthetic plan of any size, the same for the same seed."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.clock import business_today
from agencies.errors import Refused
from measures.demo.dataset import make_dataset


class Command(BaseCommand):
    help = "Makes a synthetic plan with so many obligations, to measure the tracker by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--obligations", type=_positive, required=True, metavar="N", help="how many")
        add("--seed", type=int, default=1, metavar="S", help="another seed, another plan (1)")
        add("--json", action="store_true", help="print what was made as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        number, seed = options["obligations"], options["seed"]
        try:
            made = make_dataset(number, seed=seed, today=business_today())
        except Refused as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        told = {
            "plan": made.plan.slug,
            "measures": made.measures,
            "obligations": made.obligations,
            "entries": made.entries,
        }
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(", ".join(f"{key} {value}" for key, value in told.items()))


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)
