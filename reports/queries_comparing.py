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


def usual_pair(editions: list[Report]) -> tuple[Report, Report] | None:
    """Of the plan that stands first: its newest edition, and the last of the quarter before, else
    the edition before of the same quarter; (earlier, later). None where there is only one."""
    if not editions:
        return None
    later = editions[0]
    rest = [one for one in editions[1:] if one.round.plan_id == later.round.plan_id]
    other = next((one for one in rest if one.round_id != later.round_id), None)
    earlier = other or (rest[0] if rest else None)
    return (earlier, later) if earlier else None


def measures_named(plan: ActionPlan, day: date) -> dict[tuple[str, str], int]:
    """Ids by number and Russian title as they were on a day, for documents that name none."""
    rows = MeasureVersion.objects.in_force(day).filter(plan=plan)
    return {
        (number, title): pk
        for pk, number, title in rows.values_list("measure", "number", "title_ru")
    }
