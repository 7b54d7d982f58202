"""How pages say where a round and its parts stand."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import ngettext

from measures.date_words import period_words
from planner.models import CadenceKind
from reports.models import ReportingRound, RoundEvent
from reports.round_words import ACTS, STAGE_LOOKS, STAGES, STANDING_LOOKS, STANDINGS
from reports.rules.standing import Stage, Standing, stage_of

register = template.Library()
register.filter("period", period_words)


@register.inclusion_tag("reports/_round_badge.html")
def standing_badge(standing: Standing) -> dict[str, Any]:
    return {"look": STANDING_LOOKS[standing], "words": STANDINGS[standing]}


@register.inclusion_tag("reports/_round_badge.html")
def stage_badge(round_: ReportingRound, today: date) -> dict[str, Any]:
    stage = stage_on(round_, today)
    return {"look": STAGE_LOOKS[stage], "words": STAGES[stage], "left": _left(round_, stage, today)}


def stage_on(round_: ReportingRound, day: date) -> Stage:
    return stage_of(
        ends_on=round_.ends_on,
        executors_due_on=round_.executors_due_on,
        coordinator_due_on=round_.coordinator_due_on,
        closed=round_.was_closed(day),
        today=day,
    )


def _left(round_: ReportingRound, stage: Stage, today: date) -> str:
    """Until the date that is next; "" where none is near."""
    if stage not in (Stage.COLLECTING, Stage.COMPILING):
        return ""
    executors = stage == Stage.COLLECTING
    days = ((round_.executors_due_on if executors else round_.coordinator_due_on) - today).days
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@register.filter
def act_words(event: RoundEvent) -> str:
    return str(ACTS[event.act])


@register.filter
def cadence_words(cadence: str) -> str:
    return str(CadenceKind(cadence).label)


@register.filter
def as_day(written: str) -> date:
    """A day of the details of an event."""
    return date.fromisoformat(written)
