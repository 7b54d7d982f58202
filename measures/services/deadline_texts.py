"""The deadline's texts in three languages, read as one."""

from typing import Any

from measures.models import Deadline
from measures.rules.deadlines import PlanDates, Reading, read, to_json
from planner.models import ActionPlan

LANGUAGES = ("ru", "kk", "en")
COLUMNS = ("kind", "due", "spec", "warnings")


def plan_dates(plan: ActionPlan) -> PlanDates:
    return PlanDates(plan.starts_on, plan.ends_on, plan.approved_on)


def texts_of(deadline: Deadline) -> dict[str, str]:
    """Language code → text, without those that the act does not have."""
    return {code: text for code in LANGUAGES if (text := getattr(deadline, f"text_{code}"))}


def read_deadline(texts: dict[str, str], plan: ActionPlan) -> Reading:
    """The reading of the first language whose text could be read, else of the first text."""
    readings = _readings(texts, plan)
    return next((found for found in readings if found.kind != "undecided"), readings[0])


def texts_disagree(texts: dict[str, str], plan: ActionPlan) -> bool:
    """Whether the languages that could be read say different deadlines."""
    known = [one for one in _readings(texts, plan) if one.kind != "undecided"]
    return len({(one.kind, one.due) for one in known}) > 1


def _readings(texts: dict[str, str], plan: ActionPlan) -> list[Reading]:
    written = [texts[code] for code in LANGUAGES if texts.get(code)]
    return [read(text, plan_dates(plan)) for text in written]


def columns_of(reading: Reading) -> dict[str, Any]:
    """The columns of a Deadline that say how its text was read: COLUMNS."""
    return {
        "kind": reading.kind.value,
        "due": [day.isoformat() for day in reading.due],
        "spec": to_json(reading.spec) if reading.spec else None,
        "warnings": list(reading.warnings),
    }
