"""Writes a plan as its official table into a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.errors import Refused
from agencies.translated import ORDER
from measures.exporting import DRAW, export_plan
from measures.management.arguments import iso_day
from planner.models import ActionPlan


class Command(BaseCommand):
    help = "Writes a plan as its official table, which import_plan reads back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--plan", required=True, metavar="SLUG")
        add("--format", required=True, choices=sorted(DRAW))
        add("--language", choices=ORDER, default="ru")
        add("--as-of", type=iso_day, metavar="D", help="the plan in force and known that day")
        add("--out", required=True, type=Path, metavar="FILE")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = _plan(options["plan"])
        out: Path = options["out"]
        try:
            content = export_plan(plan, options["format"], options["language"], options["as_of"])
            written = out.write_bytes(content)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from None
        found = {"plan": plan.slug, "file": str(out), "bytes": written}
        told = f"{plan.slug}: {written} bytes in {out}"
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else told)


def _plan(slug: str) -> ActionPlan:
    if found := ActionPlan.objects.filter(slug=slug).first():
        return found
    known = ", ".join(ActionPlan.objects.order_by("slug").values_list("slug", flat=True))
    raise CommandError(f"There is no plan {slug!r}. Plans: {known or 'none yet'}.")
