"""Which editions can be put side by side, and the measures that they tell of."""

from datetime import date

from django.db.models import QuerySet

from measures.models import MeasureVersion
from planner.models import ActionPlan
from reports.models import Report, ReportState


def comparable() -> QuerySet[Report]:
    """Ready editions without their content, plan by plan, the newest first; one statement."""
    ready = Report.objects.filter(state=ReportState.READY).defer("content")
    return ready.select_related("round__plan").order_by(
        "-round__plan__starts_on", "round__plan__slug", "-round__starts_on", "-edition"
    )


def usual_pair(editions: list[Report], later: str = "") -> tuple[Report, Report] | None:
    """An edition (the newest, if `later` names none) and what it is best compared with: the last
    one of the quarter before, else an older one of its own quarter, else any other of the plan.

    (earlier, later); None where there is nothing to compare with. `editions` as `comparable`.
    """
    found = next((one for one in editions if not later or str(one.pk) == later), None)
    if found is None:
        return None
    others = [
        one for one in editions if one.round.plan_id == found.round.plan_id and one.pk != found.pk
    ]
    before = [one for one in others if one.round.starts_on < found.round.starts_on]
    older = [
        one for one in others if one.round_id == found.round_id and one.edition < found.edition
    ]
    best = next(iter([*before, *older, *others]), None)
    return (best, found) if best else None


def measures_named(plan: ActionPlan, day: date) -> dict[tuple[str, str], int]:
    """Ids by number and Russian title as they were on a day, for documents that name none."""
    rows = MeasureVersion.objects.in_force(day).filter(plan=plan)
    return {
        (number, title): pk
        for pk, number, title in rows.values_list("measure", "number", "title_ru")
    }
