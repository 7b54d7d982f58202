"""From deadline × executors come dated obligations; running it again adds only what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db import transaction

from agencies.models import Agency
from agencies.queries import calendar_between
from agencies.rules.working_days import add_working_days, effective_day
from measures.models import DeadlineKind, Executor, ExecutorRole, Measure, Obligation
from measures.rules.occurrences import Occurrence, occurrences, span
from planner.models import ActionPlan

BATCH = 2000
Calendar = Mapping[date, str]


@transaction.atomic
def generate_obligations(plan: ActionPlan, measures: Iterable[Measure] | None = None) -> int:
    """How many were added for these measures (all on control when None)."""
    chosen = plan.measures.on_control()
    if measures is not None:
        chosen = chosen.filter(pk__in=[measure.pk for measure in measures])
    wanted = chosen.select_related("deadline").prefetch_related(
        "executors__agency", "executors__group__members"
    )
    owed = [(measure, _occurrences(plan, measure)) for measure in wanted]
    days = span(one.due_on for _, found in owed for one in found)
    calendar = calendar_between(*days) if days else {}
    before = owed_in(plan)
    Obligation.objects.bulk_create(
        [row for measure, found in owed for row in _rows(plan, measure, found, calendar)],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return owed_in(plan) - before


def owed_in(plan: ActionPlan) -> int:
    return Obligation.objects.filter(measure__plan=plan).count()


def _occurrences(plan: ActionPlan, measure: Measure) -> list[Occurrence]:
    deadline = measure.deadline
    return occurrences(
        kind=deadline.kind,
        due=deadline.due,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        report_day=plan.executors_report_day,
    )


def _rows(
    plan: ActionPlan, measure: Measure, found: list[Occurrence], calendar: Calendar
) -> Iterator[Obligation]:
    for agency, executor in _bodies(measure):
        for occurrence in found:
            due_on = _due_on(plan, measure, executor, occurrence, calendar)
            yield Obligation(
                measure=measure,
                agency=agency,
                role=executor.role,
                by_agreement=executor.by_agreement or agency.by_agreement,
                kind=measure.deadline.kind,
                occurrence=occurrence.name,
                due_on=due_on,
                first_due_on=due_on,
            )


def _bodies(measure: Measure) -> list[tuple[Agency, Executor]]:
    """Each body once, named ones before members of groups, so that a lead is never doubled."""
    executors = sorted(measure.executors.all(), key=lambda one: one.group_id is not None)
    bodies: dict[int, tuple[Agency, Executor]] = {}
    for executor in executors:
        for agency in _members(executor):
            bodies.setdefault(agency.pk, (agency, executor))
    return list(bodies.values())


def _members(executor: Executor) -> list[Agency]:
    if executor.group:
        return list(executor.group.members.all())
    return [executor.agency] if executor.agency else []


def _due_on(
    plan: ActionPlan,
    measure: Measure,
    executor: Executor,
    occurrence: Occurrence,
    calendar: Calendar,
) -> date | None:
    """The effective day; co-executors report to the lead some working days earlier."""
    if occurrence.due_on is None:
        return None
    day = effective_day(occurrence.due_on, plan.day_off_rule, calendar)
    internal = executor.role == ExecutorRole.CO and measure.deadline.kind in (
        DeadlineKind.ONCE,
        DeadlineKind.RECURRING,
    )
    return add_working_days(day, -plan.co_executor_lead_days, calendar) if internal else day
