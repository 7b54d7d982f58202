"""What the plan asks for now: deadline × executors as terms, bodies of groups one by one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from agencies.models import Agency
from agencies.queries import calendar_between
from agencies.rules.working_days import add_working_days, effective_day
from measures.models import DeadlineKind, Executor, ExecutorRole, Measure
from measures.rules.occurrences import Occurrence, occurrences, span
from measures.rules.regeneration import Terms
from planner.models import ActionPlan
from planner.rules.periods import Period

Calendar = Mapping[date, str]
DATED = (DeadlineKind.ONCE, DeadlineKind.RECURRING)


def wanted(plan: ActionPlan, measures: Iterable[Measure]) -> dict[int, list[Terms]]:
    """Terms by id of the measure; one statement, for the calendar.

    The measures come with deadline, executors, and the members of groups at hand.
    """
    periods = plan.periods()
    owed = [(measure, _occurrences(plan, measure, periods)) for measure in measures]
    days = span(one.due_on for _, found in owed for one in found)
    calendar = calendar_between(*days) if days else {}
    return {measure.pk: list(_terms(plan, measure, found, calendar)) for measure, found in owed}


def _occurrences(plan: ActionPlan, measure: Measure, periods: list[Period]) -> list[Occurrence]:
    deadline = measure.deadline
    return occurrences(
        kind=deadline.kind,
        due=deadline.due,
        periods=periods,
        since=deadline.in_force_on or plan.starts_on,
    )


def _terms(
    plan: ActionPlan, measure: Measure, found: list[Occurrence], calendar: Calendar
) -> Iterator[Terms]:
    for agency, executor in _bodies(measure):
        for occurrence in found:
            yield Terms(
                agency=agency.pk,
                role=executor.role,
                by_agreement=executor.by_agreement or agency.by_agreement,
                kind=measure.deadline.kind,
                occurrence=occurrence.name,
                written_on=occurrence.due_on if measure.deadline.kind in DATED else None,
                due_on=_due_on(plan, measure, executor, occurrence, calendar),
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
    internal = executor.role == ExecutorRole.CO and measure.deadline.kind in DATED
    return add_working_days(day, -plan.co_executor_lead_days, calendar) if internal else day
