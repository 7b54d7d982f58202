"""What is past its day: the list that a controller asks for first."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from measures.models import Obligation
from measures.rules.lateness import days_late
from planner.models import ActionPlan


@dataclass(frozen=True)
class Overdue:
    """`measure`: its number; `agency`: its code; `state`: the obligation's, open or returned."""

    measure: str
    agency: str
    due_on: date
    days_late: int
    state: str


def overdue_on(
    today: date, *, plan: ActionPlan | None = None, agency: Agency | None = None
) -> list[Overdue]:
    """Longest late first; one statement."""
    late = Obligation.objects.overdue(today)
    if plan:
        late = late.filter(measure__plan=plan)
    if agency:
        late = late.owed_by(agency)
    ordered = late.order_by("due_on", "measure__plan", "measure__position", "agency__code")
    columns = ("measure__number", "agency__code", "due_on", "state")
    return [
        Overdue(number, code, due_on, days_late(due_on, None, today), state)
        for number, code, due_on, state in ordered.values_list(*columns)
        if due_on
    ]
