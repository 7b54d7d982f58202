"""What is past its day: the list that a controller asks for first."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from measures.models import MeasureVersion
from measures.queries.then import owed_on
from measures.rules.lateness import days_late
from planner.models import ActionPlan

COLUMNS = ("agency__code", "due_on", "state")


@dataclass(frozen=True)
class Overdue:
    """`measure`: its number; `agency`: its code; `state`: the obligation's, open or returned."""

    measure: str
    agency: str
    due_on: date
    days_late: int
    state: str


def overdue_on(
    day: date,
    *,
    plan: ActionPlan | None = None,
    agency: Agency | None = None,
    past: bool = False,
) -> list[Overdue]:
    """Longest late first; one statement, and one more for the numbers of measures of the past."""
    late = owed_on(day, past=past).overdue(day)
    if plan:
        late = late.filter(measure__plan=plan)
    if agency:
        late = late.owed_by(agency)
    ordered = late.order_by("due_on", "measure__plan", "measure__position", "agency__code")
    rows = list(ordered.values_list("measure", "measure__number", *COLUMNS))
    then = _numbers({row[0] for row in rows}, day) if past else {}
    return [
        Overdue(then.get(pk, number), code, due_on, days_late(due_on, None, day), state)
        for pk, number, code, due_on, state in rows
    ]


def _numbers(measures: set[int], day: date) -> dict[int, str]:
    versions = MeasureVersion.objects.in_force(day).filter(measure__in=measures)
    return dict(versions.values_list("measure", "number"))
