"""What ends when a plan loses force."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from measures.models import Measure, Obligation, ProgressEntry
from planner.models import ActionPlan, Concept


@dataclass(frozen=True)
class Ending:
    """How many measures end, how many reports are not owed any more, and how many that were handed
    in wait for review: information on the way waits on a report that is still open."""

    plan: ActionPlan
    measures: int
    reports: int
    in_review: int


def what_ends(plans: Sequence[ActionPlan]) -> list[Ending]:
    """Of each plan, in their order; three statements."""
    on_control = Measure.objects.on_control().filter(plan__in=plans)
    owed = Obligation.objects.not_handed_in().filter(measure__in=on_control)
    waiting = ProgressEntry.objects.waiting_for_review()
    handed_in = waiting.filter(obligation__measure__in=on_control)
    measures = _counted(on_control, "plan")
    reports = _counted(owed, "measure__plan")
    in_review = _counted(handed_in, "obligation__measure__plan")
    return [Ending(one, measures[one.pk], reports[one.pk], in_review[one.pk]) for one in plans]


def _counted(rows: QuerySet[Any], plan: str) -> Counter[int]:
    """By id of the plan."""
    return Counter(dict(rows.order_by().values_list(plan).annotate(Count("pk"))))


def plans_in_force(concept: Concept) -> list[ActionPlan]:
    """Those that end with the Concept."""
    rows = ActionPlan.objects.filter(concept=concept, repealed_on=None)
    return list(rows.select_related("coordinator"))
