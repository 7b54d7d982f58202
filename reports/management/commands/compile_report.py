"""Compiles a new edition of a quarter's report and writes its files."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.translated import ORDER
from measures.management.arguments import iso_day
from planner.models import ActionPlan
from reports.models import FileFormat, Report, ReportFile, ReportingRound, ReportState
from reports.services.compiling import compile_report
from reports.services.files import file_name, read_bytes
from reports.services.requests import request_report
from reports.services.rounds import round_of

FORMATS = tuple(FileFormat.values)


class Command(BaseCommand):
    help = "Compiles a new edition of a quarter's report and writes its files to a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--plan", required=True, metavar="SLUG")
        add("--quarter", required=True, metavar="Q", help="for example 2009Q2")
        add("--as-of", type=iso_day, metavar="D", help="day of the state told; today if left out")
        add("--language", action="append", choices=ORDER, help="once for each; ru if none")
        add("--format", action="append", choices=FORMATS, help="once for each; all if none")
        add("--out", required=True, type=Path, metavar="DIR", help="made if it is not there")
        add("--json", action="store_true", help="accepted; the output is always JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["out"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            report = _edition(options["plan"], options["quarter"], options["as_of"])
            formats, languages = options["format"] or FORMATS, options["language"] or ["ru"]
            paths = _write(report, formats, languages, folder)
        except (Refused, PermissionDenied, OSError) as refused:
            raise CommandError(str(refused)) from refused
        said = {"edition": report.edition, "sha256": report.sha256, "files": list(map(str, paths))}
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def _edition(slug: str, label: str, as_of: date | None) -> Report:
    """`as_of` plays that day as today, like in the other commands."""
    plan = ActionPlan.objects.filter(slug=slug).first()
    if plan is None:
        known = ", ".join(ActionPlan.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no plan {slug!r}. Plans: {known or 'none yet'}.")
    today = as_of or business_today()
    return _compiled(round_of(plan, label, today), today)


def _compiled(round_: ReportingRound, today: date) -> Report:
    report = request_report(round_, by=None, today=today)
    if report.as_of != today:
        # An edition that somebody asked for earlier waits with another day: it goes first.
        compile_report(report.pk)
        report = request_report(round_, by=None, today=today)
    compile_report(report.pk)
    report.refresh_from_db()
    if report.state != ReportState.READY or report.as_of != today:
        raise CommandError(f"Edition {report.edition} is not ready: {_reason(report)}")
    return report


def _reason(report: Report) -> str:
    """Each part that failed, by the name of its format and language."""
    wrong = [
        f"{part.format or 'gathering'}{'-' * bool(part.language)}{part.language}:"
        f" {part.error or part.error_code}"
        for part in report.parts.exclude(error_code="").order_by("position")
    ]
    again = ["the workers try it again; ask when it is ready"] if report.under_way else []
    return "; ".join([*wrong, *again])


def _write(
    report: Report, formats: Sequence[str], languages: Sequence[str], folder: Path
) -> list[Path]:
    """The content itself, JSON, has all languages in one file."""
    pairs = product(formats, languages)
    wanted = dict.fromkeys((fmt, "" if fmt == FileFormat.JSON else tongue) for fmt, tongue in pairs)
    rows: dict[tuple[str, str], ReportFile] = {
        (row.format, row.language): row for row in report.files.all()
    }
    paths = [folder / file_name(report, fmt, tongue) for fmt, tongue in wanted]
    for path, key in zip(paths, wanted, strict=True):
        path.write_bytes(read_bytes(rows[key]))
    return paths
