"""What a person has done with reports, for the first steps of those who coordinate."""

from typing import Any

from django.db.models import Exists

from agencies.models import User
from measures.signals import first_steps_asked
from reports.models import Report


def compiled_by(*, person: User, **_signal: Any) -> dict[str, Exists]:
    return {"compiled": Exists(Report.objects.filter(requested_by=person))}


def connect() -> None:
    first_steps_asked.connect(compiled_by, dispatch_uid="reports.first_steps")
