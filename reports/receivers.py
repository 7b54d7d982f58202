"""Answers to what the apps below ask."""

from datetime import date
from typing import Any

from measures.rules.besides import Besides
from measures.signals import reminders_wanted
from reports.queries_reminders import rounds_to_remind_of


def rounds_wanted(*, today: date, **_signal: Any) -> list[Besides]:
    return list(rounds_to_remind_of(today))


def connect() -> None:
    reminders_wanted.connect(rounds_wanted, dispatch_uid="reports.rounds")
