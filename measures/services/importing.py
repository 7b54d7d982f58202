"""Write an imported table into a plan: all of it, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.models import Agency, AgencyGroup, User
from measures.importing.outcome import Options, Outcome
from measures.importing.service import read_plan
from measures.models import ExecutorRole, Measure
from measures.permissions.plans import check_may_manage_plan
from measures.rules.plan_table.costs import Amount
from measures.rules.plan_table.executors import BodyKind, Named
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.measures import PlanRow
from measures.services.bodies import NewBodies
from measures.services.deadline_texts import plan_dates
from measures.services.locks import lock
from measures.services.plan import CostDraft, ExecutorDraft, MeasureDraft, add_measures
from measures.services.reminders import default_rules
from planner.models import ActionPlan
from planner.services import create_plan


@transaction.atomic
def import_plan(
    plan: ActionPlan, data: bytes, name: str, *, by: User | None, today: date, options: Options
) -> Outcome:
    """Reads the file and adds its measures. With any error, or in a dry run, nothing is kept.

    Raises PermissionDenied, and Refused for a file that is not safe or not a table.
    """
    check_may_manage_plan(by, plan, today)
    lock(ActionPlan.objects.filter(pk=plan.pk))  # two imports of one file take turns
    outcome = look_at(plan, data, name, options=options)
    if not outcome.errors:
        outcome = _write(plan, outcome, by=by, today=today, options=options)
    if outcome.errors or options.dry_run:
        transaction.set_rollback(True)
    return outcome


@dataclass(frozen=True)
class NewPlan:
    """The head of a plan that is entered together with its table."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    approved_on: date | None
    coordinator: Agency


@transaction.atomic
def import_new_plan(
    new: NewPlan, data: bytes, name: str, *, by: User | None, today: date, options: Options
) -> Outcome:
    """Enters the plan and its measures together; with any error neither is kept."""
    head = {key: value for key, value in vars(new).items() if key != "title"}
    plan = create_plan(title={options.language or "ru": new.title}, by=by, **head)
    default_rules(plan)
    outcome = import_plan(plan, data, name, by=by, today=today, options=options)
    if outcome.errors or options.dry_run:
        transaction.set_rollback(True)
    return outcome


def look_at(plan: ActionPlan, data: bytes, name: str, *, options: Options) -> Outcome:
    """What an import would find, by reading alone."""
    outcome = read_plan(data, name, dates=plan_dates(plan), options=options)
    return outcome.with_errors(_already_there(plan, outcome.rows))


def _already_there(plan: ActionPlan, rows: Sequence[PlanRow]) -> Iterator[Finding]:
    """Importing a file twice would double the plan."""
    texts = ("section__title_ru", "section__title_kk", "section__title_en", "number")
    titles = ("title_ru", "title_kk", "title_en")
    there = set()
    for *sections, number, ru, kk, en in Measure.objects.filter(plan=plan).values_list(
        *texts, *titles
    ):
        there |= {(s or "", number, t) for s in sections for t in (ru, kk, en)}
    for row in rows:
        if (row.section, row.number, row.title) in there:
            yield Finding("already_in_plan", row.row, 1, {"number": row.number}, row.table)


def _write(
    plan: ActionPlan, outcome: Outcome, *, by: User | None, today: date, options: Options
) -> Outcome:
    bodies = NewBodies(outcome.language)
    drafts = _drafts(outcome, bodies)
    added = add_measures(plan, drafts, by=by, today=today)
    created = len(bodies.created) if options.create_agencies else 0
    return Outcome(
        outcome.rows,
        outcome.warnings,
        outcome.errors,
        outcome.language,
        obligations=added.obligations,
        agencies_created=created,
    )


def _drafts(outcome: Outcome, bodies: NewBodies) -> list[MeasureDraft]:
    named = [one for row in outcome.rows for one in row.executors]
    known = [one.body for one in named if one.body]
    agencies = Agency.objects.in_bulk([b.pk for b in known if b.kind == BodyKind.AGENCY])
    groups = AgencyGroup.objects.in_bulk([b.pk for b in known if b.kind == BodyKind.GROUP])

    def executor(one: Named) -> ExecutorDraft:
        group = groups[one.body.pk] if one.body and one.body.kind == BodyKind.GROUP else None
        agency = agencies[one.body.pk] if one.body and group is None else None
        return ExecutorDraft(
            agency=agency or (None if group else bodies.get(one)),
            group=group,
            role=ExecutorRole.LEAD if one.lead else ExecutorRole.CO,
            by_agreement=one.by_agreement,
            consolidates=one.consolidates,
        )

    return [
        _draft(row, outcome.language, tuple(map(executor, row.executors))) for row in outcome.rows
    ]


def _draft(row: PlanRow, language: str, executors: tuple[ExecutorDraft, ...]) -> MeasureDraft:
    return MeasureDraft(
        number=row.number,
        title={language: row.title},
        completion_form={language: row.form},
        deadline={language: row.deadline},
        executors_text=row.executors_text,
        executors=executors,
        costs=tuple(map(_cost, row.amounts)),
        funding_source=row.source,
        section={language: row.section} if row.section else "",
    )


def _cost(amount: Amount) -> CostDraft:
    return CostDraft(planned=amount.planned, year=amount.year, source=amount.source)
