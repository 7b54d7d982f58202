"""An act brings the amendment into force: all of its items in one transaction, on one day."""

import logging
from datetime import date

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Change, ChangeKind, Measure, MeasureState, Obligation
from measures.permissions.plans import check_may_manage_plan
from measures.services.amendments.drafting import check_in_force, is_stale
from measures.services.amendments.writing import add, reword, strike
from measures.services.locks import lock
from measures.services.news import tell_of_amendment
from measures.services.obligations import Trace, generate_obligations, withdraw
from measures.services.slips import check_near
from measures.services.versions import keep_versions
from planner.models import ActionPlan, Amendment, AmendmentState

log = logging.getLogger(__name__)

DO = {ChangeKind.REWORD.value: reword, ChangeKind.ADD.value: add, ChangeKind.STRIKE.value: strike}


@transaction.atomic
def adopt_amendment(
    amendment: Amendment,
    *,
    act: str,
    adopted_on: date,
    in_force_on: date,
    by: User,
    today: date,
) -> Amendment:
    """Gives the draft its act. In force by `today` it is applied at once, later on that day.

    Raises PermissionDenied; Refused "act_missing", "adopted_ahead", "in_force_before_adopted",
    "dates_far", "act_taken", "no_changes", "changed_meanwhile", "not_a_draft", "plan_repealed".
    """
    check_may_manage_plan(by, amendment.plan, today)
    _check_act(act, adopted_on, in_force_on, today)
    check_near([adopted_on, in_force_on], amendment.plan)
    _take_act(amendment, act.strip(), adopted_on, in_force_on)
    amendment.refresh_from_db()
    if in_force_on <= today:
        apply_amendment(amendment, by=by, today=today)
    else:
        _check_changes(changes_of(amendment))
    return amendment


def _check_act(act: str, adopted_on: date, in_force_on: date, today: date) -> None:
    if not act.strip():
        raise Refused("act_missing", _("Give the kind and number of the act that amends the plan."))
    if adopted_on > today:
        raise Refused("adopted_ahead", _("The act is dated in the future."))
    if in_force_on < adopted_on:
        raise Refused(
            "in_force_before_adopted", _("An act comes into force when it is adopted, or later.")
        )


def _take_act(amendment: Amendment, act: str, adopted_on: date, in_force_on: date) -> None:
    drafts = Amendment.objects.filter(pk=amendment.pk, state=AmendmentState.DRAFT)
    fields = {"act": act, "adopted_on": adopted_on, "in_force_on": in_force_on}
    try:
        with transaction.atomic():
            adopted = drafts.update(state=AmendmentState.ADOPTED, **fields)
    except IntegrityError:
        raise Refused("act_taken", _("This act amends the plan already.")) from None
    if not adopted:
        raise Refused("not_a_draft", _("This amendment has been adopted or dropped already."))


@transaction.atomic
def apply_amendment(amendment: Amendment, *, by: User | None, today: date) -> None:
    """Changes the measures and brings what is owed on them in line. Raises as adopting does."""
    plan = locked_plan(amendment)
    check_in_force(plan)
    adopted = Amendment.objects.filter(pk=amendment.pk, state=AmendmentState.ADOPTED)
    if not adopted.update(state=AmendmentState.APPLIED, applied_on=today):
        raise Refused("not_adopted", _("This amendment has been applied already."))
    amendment.refresh_from_db()
    changes = changes_of(amendment)
    _check_changes(changes)
    measures = [DO[one.kind](one, by=by, today=today) for one in changes]
    keep_versions(measures, today=today)
    settle(plan, measures, by=by, today=today, why=amendment.act)
    tell_of_amendment(changes, measures, act=amendment.act, by=by, today=today)


def locked_plan(amendment: Amendment) -> ActionPlan:
    """The plan, then its measures in one order, before a line of either is written: a preview and
    an act, or two of them, wait for each other and never lock each other out."""
    plan = ActionPlan.objects.select_for_update(no_key=True).get(pk=amendment.plan_id)
    # All of them where an added measure moves the others down.
    moves = amendment.changes.filter(kind=ChangeKind.ADD).exists()
    named = Measure.objects.filter(pk__in=amendment.changes.values("measure"))
    lock(Measure.objects.filter(plan=plan) if moves else named)
    return plan


def changes_of(amendment: Amendment) -> list[Change]:
    """With all that is_stale looks at; three statements."""
    rows = amendment.changes.select_related(
        "measure__deadline", "section", "after", "amendment__plan"
    )
    return list(rows.prefetch_related("measure__executors", "measure__costs").order_by("position"))


def _check_changes(changes: list[Change]) -> None:
    if not changes:
        raise Refused("no_changes", _("The amendment changes nothing yet: add at least one item."))
    stale = [one.measure.number for one in changes if one.measure and is_stale(one)]
    if stale:
        raise Refused(
            "changed_meanwhile",
            _("Changed since this was drafted: %(numbers)s. Open these items and save them anew.")
            % {"numbers": ", ".join(stale)},
        )


def settle(
    plan: ActionPlan, measures: list[Measure], *, by: User | None, today: date, why: str
) -> None:
    struck = [one.pk for one in measures if one.state == MeasureState.STRUCK]
    withdraw(Obligation.objects.filter(measure__in=struck), Trace(today, by, why))
    generate_obligations(plan, measures, today=today, by=by, why=why)


def apply_what_came_into_force(*, today: date) -> int:
    """Applies the adopted amendments whose day has come, oldest first; how many.

    One that cannot be applied stays adopted, its page says why, and the others go on.
    """
    due = Amendment.objects.filter(state=AmendmentState.ADOPTED, in_force_on__lte=today)
    return sum(_try(one, today) for one in due.order_by("in_force_on", "adopted_on", "pk"))


def _try(amendment: Amendment, today: date) -> bool:
    try:
        apply_amendment(amendment, by=amendment.drafted_by, today=today)
    except Refused as refused:
        log.warning("amendment %s was not applied: %s", amendment.pk, refused.code)
        return False
    except DatabaseError:  # taken back whole; the acts behind it do not wait for it
        log.exception("amendment %s was not applied", amendment.pk)
        return False
    return True
