"""Says who was reminded of a report and why, and who was not and why not."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from agencies.clock import business_today, is_demonstration
from measures import reminder_reasons as reasons
from measures import reminder_steps as steps
from measures.models import Obligation
from measures.queries.reminders.explaining import Explained, explain
from measures.queries.reminders.lines import Line


class Command(BaseCommand):
    help = "Who was reminded of a report and why, step by step, and who was not and why not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("obligation", type=int, metavar="OBLIGATION_ID", help="as in /obligations/ID/")
        add("--person", metavar="EMAIL", default="", help="only what concerns this person")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Obligation.objects.select_related("agency", "measure__plan")
        owed = rows.filter(pk=options["obligation"]).first()
        if owed is None:
            raise CommandError(f"There is no obligation {options['obligation']}.")
        found = explain(owed, business_today(), days_known=not is_demonstration())
        email = options["person"].lower()
        people = [one for one in found if email in ("", one.person.email.lower())]
        with translation.override("en"):
            as_json = json.dumps([_told(one) for one in people], ensure_ascii=False)
            text = as_json if options["json"] else "\n".join(_lines(owed, people))
        self.stdout.write(text)


def _told(one: Explained) -> dict[str, Any]:
    return {
        "person": one.person.email,
        "name": one.person.full_name,
        "verdict": reasons.verdict(one),
        "present": [
            {
                "subject": part.about.subject.value,
                "due_on": part.about.due_on.isoformat() if part.about.due_on else None,
                "lines": [_line(line) for line in part.lines],
            }
            for part in one.chapters
        ],
        "earlier": [_line(line) for line in one.earlier],
    }


def _line(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "first": line.first.isoformat() if line.first else None,
        "last": line.last.isoformat() if line.last else None,
        "times": line.times,
        "step": steps.of_line(line),
        "state": row.state if row else None,
        "mail": row.digest.message_id if row and row.digest else None,
        "reasons": [
            {"reason": why.reason.value, "day": why.day.isoformat() if why.day else None}
            for why in line.because
        ],
        "told": reasons.outcome(line),
    }


def _lines(owed: Obligation, people: Sequence[Explained]) -> Iterator[str]:
    yield f"{owed.measure.number} {owed.measure.title}"
    yield f"{owed.agency.short}, due {owed.due_on or 'without a date'}, {owed.state}"
    for one in people:
        yield f"\n{one.person.full_name} <{one.person.email}>: {reasons.verdict(one)}"
        for part in one.chapters:
            yield f"  {part.about.subject.label}, {part.about.due_on}"
            yield from (_row(line) for line in part.lines)
        if one.earlier:
            yield "  before"
            yield from (_row(line) for line in one.earlier)


def _row(line: Line) -> str:
    days = line.first or "-"
    many = f" to {line.last}, {line.times} days" if line.times > 1 else ""
    return f"    {days}{many}: {steps.of_line(line)}: {reasons.outcome(line)}"
