"""Answers to what the apps below ask."""

from datetime import date
from typing import Any

from django.db.models import Exists

from agencies.models import User
from measures.rules.besides import Besides
from measures.signals import first_steps_asked, reminders_wanted
from reports.models import Report
from reports.queries_reminders import rounds_to_remind_of


def rounds_wanted(*, today: date, **_signal: Any) -> list[Besides]:
    return list(rounds_to_remind_of(today))


def compiled_by(*, person: User, **_signal: Any) -> dict[str, Exists]:
    return {"compiled": Exists(Report.objects.filter(requested_by=person))}


def connect() -> None:
    first_steps_asked.connect(compiled_by, dispatch_uid="reports.first_steps")
    reminders_wanted.connect(rounds_wanted, dispatch_uid="reports.rounds")
