"""Lists the obligations that are past due on a day."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.clock import business_today
from agencies.models import Agency
from measures.management.arguments import iso_day
from measures.queries.overdue import Overdue, overdue_on
from planner.models import ActionPlan


class Command(BaseCommand):
    help = "Lists obligations past due, longest late first. Due that day is not late."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--as-of", type=iso_day, metavar="D", help="day instead of today, e.g. 2009-07-10")
        add("--plan", metavar="SLUG", help="only this plan")
        add("--agency", metavar="CODE", help="only what this agency owes")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        today = business_today()
        day = options["as_of"] or today
        late = overdue_on(
            day,
            plan=_plan(options["plan"]),
            agency=_agency(options["agency"]),
            past=day < today,
        )
        self.stdout.write(_as_json(late) if options["json"] else _as_lines(late))


def _plan(slug: str | None) -> ActionPlan | None:
    if slug is None:
        return None
    if found := ActionPlan.objects.filter(slug=slug).first():
        return found
    known = ", ".join(ActionPlan.objects.order_by("slug").values_list("slug", flat=True))
    raise CommandError(f"There is no plan {slug!r}. Plans: {known or 'none yet'}.")


def _agency(code: str | None) -> Agency | None:
    if code is None:
        return None
    if found := Agency.objects.filter(code=code).first():
        return found
    raise CommandError(f"There is no agency {code!r}. The codes stand in the administration.")


def _as_json(late: Sequence[Overdue]) -> str:
    rows = [asdict(row) | {"due_on": row.due_on.isoformat()} for row in late]
    return json.dumps(rows, ensure_ascii=False)


def _as_lines(late: Sequence[Overdue]) -> str:
    if not late:
        return "Nothing is overdue."
    return "\n".join(_line(row) for row in late)


def _line(row: Overdue) -> str:
    who = f"{row.agency:<20} {row.measure:<10} {row.state}"
    return f"{row.days_late:>5} days late  {row.due_on}  {who}"
