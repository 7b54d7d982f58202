"""Reads a plan table from a file and writes its measures: all of them, or none."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.models import Agency
from agencies.translated import ORDER
from measures.importing.outcome import Options, Outcome
from measures.importing.safety import check_size
from measures.management.arguments import iso_day
from measures.rules.plan_table.wording import NAMED, Column
from measures.services.importing import NewPlan, import_new_plan, import_plan
from planner.models import ActionPlan

USAGE = 2


def named_heading(text: str) -> tuple[Column, str]:
    """An argparse type: «deadline=Срок»."""
    key, sign, heading = text.partition("=")
    if not sign or key not in set(NAMED) or not heading.strip():
        raise ArgumentTypeError(
            f"{text!r}: write field=heading, where field is one of {', '.join(NAMED)}"
        )
    return Column(key), heading


class Command(BaseCommand):
    help = "Reads a plan table from .xlsx, .docx, .html or .csv into a plan. Exit 1: refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", type=Path, metavar="FILE")
        add("--plan", required=True, metavar="SLUG", help="the plan to add the measures to")
        add("--title", metavar="T", help="title of a plan that does not exist yet")
        add("--from", dest="starts_on", type=iso_day, metavar="D", help="its first day")
        add("--to", dest="ends_on", type=iso_day, metavar="D", help="its last day")
        add("--approved", type=iso_day, metavar="D", help="day of the act that approved it")
        add("--coordinator", metavar="CODE", help="its coordinating body (default: mtszn)")
        add("--language", choices=ORDER, help="of the texts (default: that of the headings)")
        add("--section", type=int, metavar="N", help="which table of the file, from 1")
        add("--map", action="append", nargs="+", type=named_heading, metavar="field=heading",
            help="name a heading that is not recognised, e.g. deadline=Срок")  # fmt: skip
        add("--create-agencies", action="store_true", help="add bodies that are not known")
        add("--dry-run", action="store_true", help="say what would happen, keep nothing")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = _import(options).as_json()
        except Refused as refused:
            found = _refusal(refused)
        self.stdout.write(
            json.dumps(found, ensure_ascii=False) if options["json"] else _as_lines(found, options)
        )
        if found["errors"]:
            raise CommandError("Nothing was written: see the errors above.", returncode=1)


def _import(options: dict[str, Any]) -> Outcome:
    data, name = _contents(options["file"]), options["file"].name
    how = Options(
        language=options["language"],
        mapping=dict(pair for pairs in options["map"] or [] for pair in pairs),
        which=options["section"],
        create_agencies=options["create_agencies"],
        dry_run=options["dry_run"],
    )
    today = business_today()
    plan = ActionPlan.objects.filter(slug=options["plan"]).first()
    if plan is not None:
        return import_plan(plan, data, name, by=None, today=today, options=how)
    return import_new_plan(_new_plan(options), data, name, by=None, today=today, options=how)


def _contents(path: Path) -> bytes:
    """The size is looked at first: a huge file is refused unread."""
    try:
        check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=USAGE) from None


def _new_plan(options: dict[str, Any]) -> NewPlan:
    given = {key: options[key] for key in ("title", "starts_on", "ends_on")}
    if not all(given.values()):
        raise CommandError(
            f"There is no plan {options['plan']!r}. To enter it, give --title, --from and --to.",
            returncode=USAGE,
        )
    code = options["coordinator"] or "mtszn"
    coordinator = Agency.objects.filter(code=code).first()
    if coordinator is None:
        raise CommandError(
            f"There is no agency {code!r} to coordinate the plan. Name one with --coordinator; "
            "the codes stand in the administration.",
            returncode=USAGE,
        )
    return NewPlan(
        options["plan"], coordinator=coordinator, approved_on=options["approved"], **given
    )


def _refusal(refused: Refused) -> dict[str, Any]:
    error = {"row": None, "column": None, "code": refused.code, "message": str(refused)}
    empty = {"measures": 0, "obligations": 0, "agencies_created": 0, "warnings": []}
    return {**empty, "errors": [error]}


def _as_lines(found: dict[str, Any], options: dict[str, Any]) -> str:
    told = [f"warning: {one['message']}" for one in found["warnings"]]
    told += [f"error: {one['message']}" for one in found["errors"]]
    counts = "{measures} measures, {obligations} obligations, {agencies_created} new bodies"
    end = " (dry run: nothing was kept)" if options["dry_run"] and not found["errors"] else ""
    return "\n".join([*told, counts.format(**found) + end])
