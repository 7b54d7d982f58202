"""A plan, or the Concept above it, loses force: it stays readable, and nothing on it is owed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Event, EventKind, Measure, MeasureState, Obligation
from measures.permissions.installation import check_may_repeal_concepts
from measures.permissions.plans import check_may_manage_plan
from measures.services.locks import lock
from measures.services.obligations import Trace, withdraw
from measures.services.slips import check_near
from measures.services.versions import keep_versions
from planner.models import ActionPlan, Concept


@transaction.atomic
def repeal_plan(plan: ActionPlan, *, act: str, on: date, by: User, today: date) -> int:
    """How many measures ended with it. Reports that wait for review may still be decided.

    Raises PermissionDenied; Refused "act_missing", "ahead", "dates_far", "repealed".
    """
    check_may_manage_plan(by, plan, today)
    check_act(act, on, today)
    check_near([on], plan)
    return _end(plan, act.strip(), on, by=by, today=today)


@transaction.atomic
def repeal_concept(concept: Concept, *, act: str, on: date, by: User, today: date) -> int:
    """An administrator's act; every plan of the Concept that is in force ends with it.

    Where the repeal was recorded before (of a Concept entered later, or ahead of its day), its act
    and its day stand, and what is done is that the plans end. Returns how many measures ended.
    Raises as `repeal_plan` does.
    """
    check_may_repeal_concepts(by)
    known = Concept.objects.select_for_update(no_key=True).get(pk=concept.pk)
    plans = list(ActionPlan.objects.filter(concept=concept, repealed_on=None))
    if known.repealed_on is None:
        check_act(act, on, today)
        Concept.objects.filter(pk=known.pk).update(repealed_on=on, repealed_by=act.strip())
        return sum(_end(plan, act.strip(), on, by=by, today=today) for plan in plans)
    check_act(known.repealed_by, known.repealed_on, today)
    if not plans:
        raise Refused("repealed", _("This Concept has been repealed already."))
    act, on = known.repealed_by, known.repealed_on
    return sum(_end(plan, act, on, by=by, today=today) for plan in plans)


def check_act(act: str, on: date, today: date) -> None:
    if not act.strip():
        raise Refused("act_missing", _("Give the kind, number and date of the act."))
    if on > today:
        raise Refused("ahead", _("The act is not in force yet: enter it on its day."))


def _end(plan: ActionPlan, act: str, on: date, *, by: User, today: date) -> int:
    standing = ActionPlan.objects.filter(pk=plan.pk, repealed_on=None)
    if not standing.update(repealed_on=on, repealed_by=act):
        raise Refused("repealed", _("This plan has lost force already."))
    ids = lock(plan.measures.on_control())
    lapse(ids, on, Trace(today, by, act))
    return len(ids)


def lapse(measures: Iterable[int], on: date, trace: Trace) -> None:
    """The measures end without being fulfilled; each says why."""
    ids = list(measures)
    Measure.objects.filter(pk__in=ids).update(state=MeasureState.LAPSED, state_on=on)
    withdraw(Obligation.objects.filter(measure__in=ids), trace)
    Event.objects.bulk_create(
        Event(
            measure_id=pk,
            kind=EventKind.LAPSED,
            actor=trace.by,
            happened_on=trace.today,
            note=trace.why,
        )
        for pk in ids
    )
    keep_versions(ids, today=trace.today)
