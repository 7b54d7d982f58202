"""What the public is told of the demonstration: two publications, with a few texts."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from agencies.models import Role, User
from measures.models import Measure
from planner.models import ActionPlan
from publications.facts import Wanted
from publications.models import TextChoice
from publications.queries_publishing import accepted_reports
from publications.services import (
    Looked,
    last_number,
    preview,
    publish,
    release_reports,
    seen,
    write_text,
)

TEXTS: Final[Path] = settings.BASE_DIR / "fixtures" / "demo" / "public.json"
FIRST: Final = date(2009, 4, 10), date(2009, 3, 31)  # published on, as of


def publish_demonstration(plan: ActionPlan, *, today: date, now: datetime) -> None:
    """As of the end of the first quarter of 2009 without texts, and as of today with all.

    The people and the texts are those of fixtures/demo.
    """
    held = plan.coordinator.memberships.filter(role=Role.COORDINATOR).select_related("user")
    by = held.earliest("user__email").user
    published_on, day = FIRST
    if today > published_on:
        _publish(plan, day, TextChoice.NONE, by=by, today=published_on, now=now)
    _write_texts(plan, by=by, today=today, now=now)
    _publish(plan, today, TextChoice.ALL, by=by, today=today, now=now)


def _publish(
    plan: ActionPlan, day: date, texts: TextChoice, *, by: User, today: date, now: datetime
) -> None:
    wanted = Wanted(texts)
    content = preview(plan, day=day, wanted=wanted, today=today)
    looked = Looked(last_number(plan), seen(content))
    publish(plan, day=day, wanted=wanted, looked=looked, by=by, today=today, now=now)


def _write_texts(plan: ActionPlan, *, by: User, today: date, now: datetime) -> None:
    told = json.loads(TEXTS.read_text())
    measures = {one.number: one for one in Measure.objects.filter(plan=plan)}
    for number, texts in told["texts"].items():
        write_text(measures[number], texts, version=0, by=by, today=today, now=now)
    for number in told["released"]:
        first = accepted_reports(measures[number])[:1]
        release_reports(measures[number], [one.pk for one in first], by=by, today=today, now=now)
