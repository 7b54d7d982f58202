"""Loads the demonstration: reference data, an illustrative plan, made-up people, a history."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agencies.clock import business_today
from agencies.errors import Refused
from exchange.demo import connect_demonstration
from measures.demo.seed import Seeded, seed_demonstration
from measures.models import Obligation
from measures.services.reminders.planning import default_rules
from publications.demo import publish_demonstration
from reports.demo import issue_demonstration
from reports.services.rounds import open_rounds


class Command(BaseCommand):
    help = "Loads the reference data and the demonstration plan; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print what there is as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            seeded = seed()
            if seeded.is_new:
                issue_demonstration(seeded.plan, today=business_today())
        except Refused as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        self.stderr.write(_told(seeded))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(seeded), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{one.email}  {one.password}" for one in seeded.people))


@transaction.atomic
def seed() -> Seeded:
    """The demonstration, and on a new plan its reminder rules, what the public is told of it and a
    program that is connected; rounds that have begun open. Not the issued report, which is compiled
    in pieces that others may see."""
    seeded, today = seed_demonstration(), business_today()
    if seeded.is_new:
        default_rules(seeded.plan)
        publish_demonstration(seeded.plan, today=today, now=timezone.now())
    open_rounds(seeded.plan, today)
    if seeded.is_new:
        connect_demonstration(seeded.plan, now=timezone.now())
    return seeded


def as_json(seeded: Seeded) -> dict[str, Any]:
    return {
        "plan": seeded.plan.slug,
        "measures": seeded.plan.measures.count(),
        "obligations": Obligation.objects.filter(measure__plan=seeded.plan).count(),
        "people": [asdict(account) for account in seeded.people],
    }


def _told(seeded: Seeded) -> str:
    plan = seeded.plan.slug
    if not seeded.is_new:
        return f"Plan {plan} is there already; what people have done in it stays."
    rows, acts = seeded.reference_rows, seeded.acts
    return f"Added {rows} reference rows, plan {plan}, and {acts} acts of its history."
