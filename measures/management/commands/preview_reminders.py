"""Says who would be reminded of what on a day, and why; nothing is written or sent."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from agencies.clock import business_today, is_demonstration
from measures import reminder_steps as steps
from measures.management.arguments import iso_day
from measures.models import Reminder
from measures.queries.reminders.letters import Addressee, Letter, addressees
from measures.queries.reminders.preview import AHEAD, Piles, Question, addressed
from measures.services.reminders import openings
from measures.services.reminders.items import when
from planner.models import ActionPlan

SHORT = 70


class Command(BaseCommand):
    help = (
        "Who is reminded of what on a day, and why: a day ahead as things stand now, today what "
        "waits and what the next run adds, a day gone by what the ledger says went out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--on", type=iso_day, metavar="D", help="day instead of today, e.g. 2009-07-10")
        add("--plan", metavar="SLUG", default="", help="only this plan")
        add("--person", metavar="EMAIL", default="", help="only what this person gets")
        add("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        today = business_today()
        on = options["on"] or today
        if on > today + AHEAD:
            raise CommandError(f"A preview reaches {AHEAD.days} days ahead, no further.")
        with translation.override("en"):
            piles = _piles(Question(on, options["plan"]), options["person"], today)
            goes = openings(demonstration=is_demonstration())
            people = addressees(piles, on, today, goes)
            as_json = json.dumps([_told(one, on) for one in people], ensure_ascii=False)
            text = as_json if options["json"] else "\n".join(_lines(people, on))
        self.stdout.write(text or "Nobody is reminded of anything.")


def _piles(question: Question, email: str, today: date) -> Piles:
    plans = list(ActionPlan.objects.order_by("slug"))
    slugs = [plan.slug for plan in plans]
    if question.plan and question.plan not in slugs:
        known = ", ".join(slugs) or "none yet"
        raise CommandError(f"There is no plan {question.plan!r}. Plans: {known}.")
    piles = addressed(question, plans, today)
    return [pile for pile in piles if email.lower() in ("", pile[0].email.lower())]


def _told(one: Addressee, on: date) -> dict[str, Any]:
    return {
        "person": one.person.email,
        "name": one.person.full_name,
        "roles": [{"role": held.role, "agency": held.agency.code} for held in one.roles],
        "mails": [_letter(letter, on) for letter in one.letters],
        "notices": [_reminder(row, on) for row in one.notices],
    }


def _letter(letter: Letter, on: date) -> dict[str, Any]:
    digest = letter.digest
    return {
        "state": digest.state if digest else "planned",
        "goes_at": letter.goes_at.isoformat() if letter.goes_at else None,
        "ordered_by": digest.ordered_by.email if digest and digest.ordered_by else None,
        "reminders": [_reminder(row, on) for row in letter.reminders],
    }


def _reminder(row: Reminder, on: date) -> dict[str, Any]:
    owed, rule = row.obligation, row.rule
    return {
        "subject": row.subject,
        "plan": row.plan.slug,
        "obligation": row.obligation_id,
        "measure": owed.measure.number if owed else None,
        "title": owed.measure.title if owed else None,
        "agency": owed.agency.code if owed else None,
        "occurrence": row.occurrence or (owed.occurrence if owed else ""),
        "due_on": row.due_on.isoformat(),
        "days_late": (on - row.due_on).days,
        "remind_on": row.remind_on.isoformat(),
        "audience": rule.audience if rule else None,
        "why": steps.why(row),
    }


def _lines(people: list[Addressee], on: date) -> Iterator[str]:
    for one in people:
        yield f"{one.person.full_name} <{one.person.email}>"
        for letter in one.letters:
            yield f"  mail{_when(letter)}"
            yield from (_line(row, on) for row in letter.reminders)
        if one.notices:
            yield "  on the site"
            yield from (_line(row, on) for row in one.notices)


def _when(letter: Letter) -> str:
    state = f", {letter.digest.state}" if letter.digest else ""
    return f"{state}, {letter.goes_at:%Y-%m-%d %H:%M %Z}" if letter.goes_at else state


def _line(row: Reminder, on: date) -> str:
    owed = row.obligation
    about = f"{owed.measure.number} {owed.measure.title}" if owed else row.occurrence
    due = f"{row.get_subject_display()}, due {row.due_on}, {when(row.due_on, on)}"
    return f"    {about[:SHORT]}: {due}; {steps.why(row)}"
