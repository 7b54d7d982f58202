"""Verifies the chain over the audit record and names the first row that does not fit."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.services.anchoring import anchors_in
from audit.verifying import Verdict, verify


class Command(BaseCommand):
    help = (
        "Verifies the audit record: a changed, deleted or inserted row, a cut or rewritten chain."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--json", action="store_true", help="machine-readable output")
        add("--anchor", action="append", default=[], metavar="POSITION:HASH", help="kept outside")
        add("--anchors", metavar="FILE", help="a file of anchors, as AUDIT_ANCHOR_FILE is written")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(_anchors(options["anchor"], options["anchors"]))
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)))
        if not found.whole:
            raise SystemExit(1)


def _anchors(typed: list[str], file: str | None) -> list[tuple[int, str]]:
    try:
        kept = Path(file).read_text(encoding="ascii") if file else ""
        return anchors_in("\n".join([kept, *typed]))
    except (ValueError, OSError) as error:
        raise CommandError(str(error)) from error


def _lines(found: Verdict) -> list[str]:
    state = "The chain is whole" if found.whole else "THE RECORD DOES NOT HOLD"
    return [
        f"{state}: {found.links} links verified, head {found.head}.",
        f"{found.waiting} records wait to be sealed; {found.forgotten} were made to forget people;"
        f" {found.unkeyed} links were made without a key.",
        *(f"- {one.what}: {one.message}" for one in found.breaks),
    ]
