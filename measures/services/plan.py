"""Enter measures into a plan: rows of the official table become measures and obligations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, User
from measures.models import Cost, Deadline, Event, EventKind, Executor, ExecutorRole, Measure
from measures.permissions.plans import check_may_manage_plan
from measures.services.deadline_texts import columns_of, read_deadline
from measures.services.obligations import generate_obligations
from measures.services.versions import keep_versions
from planner.models import ActionPlan, LineOfAction, PlanSection, Task

Texts = dict[str, str]  # language code → text


@dataclass(frozen=True)
class ExecutorDraft:
    """Exactly one of agency and group."""

    agency: Agency | None
    group: AgencyGroup | None
    role: ExecutorRole
    by_agreement: bool = False
    consolidates: bool = False


@dataclass(frozen=True)
class CostDraft:
    """Million tenge; year None is a total that the act does not split.

    `allotted` and `spent` stand in no act: they are known of plans taken over under way.
    """

    planned: Decimal
    year: int | None = None
    source: str = ""
    allotted: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True)
class MeasureDraft:
    """A row as read. `section` is the title of its sub-heading, "" for none."""

    number: str
    title: Texts
    completion_form: Texts
    deadline: Texts
    executors_text: str
    executors: tuple[ExecutorDraft, ...]
    costs: tuple[CostDraft, ...] = ()
    funding_source: str = ""
    section: str | Texts = ""
    tasks: tuple[Task, ...] = ()
    lines: tuple[LineOfAction, ...] = ()
    carried_from: Measure | None = None


@dataclass(frozen=True)
class Added:
    measures: int
    obligations: int


@transaction.atomic
def add_measures(
    plan: ActionPlan, drafts: Sequence[MeasureDraft], *, by: User | None, today: date
) -> Added:
    """Adds the rows after those that stand there; every draft has a deadline text and a lead.

    Raises PermissionDenied, Refused "plan_repealed", and IntegrityError for drafts that break a
    rule of the database.
    """
    check_may_manage_plan(by, plan, today)
    if plan.repealed_on:
        raise Refused("plan_repealed", _("This plan has lost force: nothing in it is changed."))
    measures = _measures(plan, drafts)
    Executor.objects.bulk_create(_executors(measures, drafts))
    Deadline.objects.bulk_create(
        [_deadline(m, d, plan) for m, d in zip(measures, drafts, strict=True)]
    )
    Cost.objects.bulk_create(_costs(measures, drafts))
    _link_to_concept(measures, drafts)
    Event.objects.bulk_create(
        [
            Event(measure=measure, kind=EventKind.IMPORTED, actor=by, happened_on=today)
            for measure in measures
        ]
    )
    keep_versions(measures, today=today)
    return Added(len(measures), generate_obligations(plan, measures, today=today).added)


def _measures(plan: ActionPlan, drafts: Sequence[MeasureDraft]) -> list[Measure]:
    sections = _sections(plan, drafts)
    last = plan.measures.aggregate(last=Max("position"))["last"] or 0
    return Measure.objects.bulk_create(
        [
            Measure(
                plan=plan,
                section=sections.get(_section_key(draft)),
                position=position,
                number=draft.number,
                executors_text=draft.executors_text,
                funding_source=draft.funding_source,
                carried_from=draft.carried_from,
                **_columns("title", draft.title),
                **_columns("completion_form", draft.completion_form),
            )
            for position, draft in enumerate(drafts, start=last + 1)
        ]
    )


def _columns(field: str, texts: Texts) -> Texts:
    """The Russian column is never empty: a text in another language alone stands in for it."""
    columns = {f"{field}_{code}": text for code, text in texts.items()}
    columns[f"{field}_ru"] = texts.get("ru") or texts.get("kk") or texts.get("en", "")
    return columns


def _section_texts(draft: MeasureDraft) -> Texts:
    return {"ru": draft.section} if isinstance(draft.section, str) else draft.section


def _section_key(draft: MeasureDraft) -> str:
    texts = _section_texts(draft)
    return texts.get("ru") or texts.get("kk") or texts.get("en", "")


def _sections(plan: ActionPlan, drafts: Sequence[MeasureDraft]) -> dict[str, PlanSection]:
    """Sections by title, in order of first appearance; those of the plan are used again."""
    found = {section.title_ru: section for section in plan.sections.all()}
    for draft in drafts:
        key = _section_key(draft)
        if key and key not in found:
            found[key] = PlanSection.objects.create(
                plan=plan, position=len(found) + 1, **_columns("title", _section_texts(draft))
            )
    return found


def _executors(measures: list[Measure], drafts: Sequence[MeasureDraft]) -> Iterable[Executor]:
    for measure, draft in zip(measures, drafts, strict=True):
        for position, executor in enumerate(draft.executors, start=1):
            yield Executor(measure=measure, position=position, **vars(executor))


def _deadline(measure: Measure, draft: MeasureDraft, plan: ActionPlan) -> Deadline:
    return Deadline(
        measure=measure,
        **columns_of(read_deadline(draft.deadline, plan)),
        **{f"text_{code}": text for code, text in draft.deadline.items()},
    )


def _costs(measures: list[Measure], drafts: Sequence[MeasureDraft]) -> Iterable[Cost]:
    for measure, draft in zip(measures, drafts, strict=True):
        for cost in draft.costs:
            yield Cost(measure=measure, **vars(cost))


def _link_to_concept(measures: list[Measure], drafts: Sequence[MeasureDraft]) -> None:
    pairs = list(zip(measures, drafts, strict=True))
    Measure.tasks.through.objects.bulk_create(
        [Measure.tasks.through(measure=m, task=task) for m, d in pairs for task in d.tasks]
    )
    Measure.lines.through.objects.bulk_create(
        [Measure.lines.through(measure=m, lineofaction=line) for m, d in pairs for line in d.lines]
    )
