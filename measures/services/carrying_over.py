"""«И далее поэтапно»: the next plan takes over what the last one left unfinished."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Event, EventKind, ExecutorRole, Measure, MeasureState
from measures.permissions.plans import check_may_manage_plan
from measures.queries.unfinished import Answering, unfinished
from measures.services.deadline_texts import texts_of
from measures.services.ending_plans import lapse
from measures.services.locks import lock
from measures.services.obligations import Trace
from measures.services.plan import Added, CostDraft, ExecutorDraft, MeasureDraft, add_measures
from planner.models import ActionPlan

Texts = dict[str, str]
LANGUAGES = ("ru", "kk", "en")


@transaction.atomic
def take_over(
    target: ActionPlan,
    source: ActionPlan,
    deadlines: Mapping[int, Texts],
    *,
    by: User,
    today: date,
) -> Added:
    """Measures of `source` (ids, each with its deadline in the new plan; {} for the old words)
    become measures of `target`, with a link to where they came from; in the old plan they end.

    Raises PermissionDenied; Refused "same_plan", "nothing_chosen", "not_unfinished",
    "plan_repealed".
    """
    check_may_manage_plan(by, target, today)
    check_may_manage_plan(by, source, today)
    chosen = _chosen(target, source, deadlines)
    now = Answering.known()
    drafts = [_draft(one, deadlines[one.pk], now) for one in chosen]
    added = add_measures(target, drafts, by=by, today=today)
    on_control = [one.pk for one in chosen if one.state == MeasureState.ON_CONTROL]
    lapse(on_control, today, Trace(today, by, cause="carried_over"))
    _trace(chosen, by=by, today=today)
    ActionPlan.objects.filter(pk=target.pk, previous=None).update(previous=source)
    return added


def _chosen(
    target: ActionPlan, source: ActionPlan, deadlines: Mapping[int, Texts]
) -> Sequence[Measure]:
    if target.pk == source.pk:
        raise Refused("same_plan", _("A plan takes over from another one."))
    if target.repealed_on:
        raise Refused("plan_repealed", _("This plan has lost force: nothing in it is changed."))
    if not deadlines:
        raise Refused("nothing_chosen", _("Choose at least one measure."))
    lock(Measure.objects.filter(pk__in=deadlines))
    found = unfinished(source).filter(pk__in=deadlines).prefetch_related("tasks", "lines")
    if found.count() < len(deadlines):
        raise Refused(
            "not_unfinished",
            _("Some of these measures were finished or taken over already. Look at the list anew."),
        )
    return list(found)


def _draft(measure: Measure, deadline: Texts, now: Answering) -> MeasureDraft:
    return MeasureDraft(
        number=measure.number,
        title=_texts(measure, "title"),
        completion_form=_texts(measure, "completion_form"),
        deadline=deadline or texts_of(measure.deadline),
        executors_text=measure.executors_text,
        executors=_executors(measure, now),
        costs=tuple(
            CostDraft(planned=one.planned, year=one.year, source=one.source)
            for one in measure.costs.all()
        ),
        funding_source=measure.funding_source,
        section=_texts(measure.section, "title") if measure.section else "",
        tasks=tuple(measure.tasks.all()),
        lines=tuple(measure.lines.all()),
        carried_from=measure,
    )


def _texts(row: object, field: str) -> Texts:
    return {code: text for code in LANGUAGES if (text := getattr(row, f"{field}_{code}"))}


def _executors(measure: Measure, now: Answering) -> tuple[ExecutorDraft, ...]:
    """Bodies that have ended give way to their successors; each is named once, in its greater
    part."""
    found: dict[tuple[int | None, int | None], ExecutorDraft] = {}
    for one in measure.executors.all():
        body, role = now.for_(one), ExecutorRole(one.role)
        key = (body.pk if body else None, one.group_id)
        draft = ExecutorDraft(body, one.group, role, one.by_agreement, one.consolidates)
        found[key] = _greater(found.get(key, draft), draft)
    return tuple(found.values())


def _greater(one: ExecutorDraft, other: ExecutorDraft) -> ExecutorDraft:
    lead = ExecutorRole.LEAD in (one.role, other.role)
    consolidates = one.consolidates or other.consolidates
    role = ExecutorRole.LEAD if lead else ExecutorRole.CO
    return replace(one, role=role, consolidates=consolidates)


def _trace(chosen: Sequence[Measure], *, by: User, today: date) -> None:
    new = {one.carried_from_id: one for one in Measure.objects.filter(carried_from__in=chosen)}
    Event.objects.bulk_create(
        Event(
            measure=one,
            kind=EventKind.CARRIED_OVER,
            actor=by,
            happened_on=today,
            data={"measure": new[one.pk].pk, "plan": new[one.pk].plan_id},
        )
        for one in chosen
    )
