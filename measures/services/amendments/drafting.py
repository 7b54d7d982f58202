"""An amendment is drafted item by item; until it is adopted the plan is as it was."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Change, ChangeKind, Measure, MeasureState
from measures.permissions.plans import check_may_manage_plan
from measures.rules.wording import Wording, differing, wording_of
from measures.services.versions import said_by
from planner.models import ActionPlan, Amendment, AmendmentState, PlanSection


@transaction.atomic
def start_amendment(
    plan: ActionPlan, *, by: User, today: date, note: Mapping[str, str] | None = None
) -> Amendment:
    """An empty draft. `note`: language code → what it changes. Raises PermissionDenied, Refused."""
    check_may_manage_plan(by, plan, today)
    check_in_force(plan)
    texts = {f"note_{code}": text for code, text in (note or {}).items()}
    return Amendment.objects.create(plan=plan, drafted_by=by, **texts)


def check_in_force(plan: ActionPlan) -> None:
    """Raises Refused for a plan that has lost force: no later act changes it."""
    if plan.repealed_on:
        raise Refused("plan_repealed", _("This plan has lost force: nothing in it is changed."))


@transaction.atomic
def put_change(
    amendment: Amendment,
    kind: ChangeKind,
    *,
    by: User,
    today: date,
    measure: Measure | None = None,
    wording: Wording | None = None,
    section: PlanSection | None = None,
    after: Measure | None = None,
    change: Change | None = None,
    seen: str | None = None,
) -> Change:
    """Writes one item of a draft, or writes it anew when `change`, or another one of the same
    measure, is there; the same new measure sent twice is one item.

    `seen`: what `as_drafted` said when the person looked. Raises PermissionDenied; Refused
    "not_a_draft", "off_control", "nothing_changed", "another_plan", "changed_meanwhile".
    """
    check_may_manage_plan(by, amendment.plan, today)
    _check_draft(amendment)
    _check_place(amendment.plan, measure, section, after)
    before = _before(measure) if measure else {}
    wording = {**wording, "section_id": section.pk if section else None} if wording else {}
    if kind == ChangeKind.REWORD and not differing(before, wording):
        raise Refused("nothing_changed", _("This wording is the one in force already."))
    fields: dict[str, Any] = {
        "kind": kind,
        "measure": measure,
        "before": before,
        "wording": wording,
        "section": section,
        "after": after,
    }
    known = _known(amendment, change, fields)
    if known is None:
        return Change.objects.create(amendment=amendment, position=_next(amendment), **fields)
    _overwrite(known, fields, seen)
    return known


def _known(amendment: Amendment, change: Change | None, fields: Mapping[str, Any]) -> Change | None:
    """Read once the draft is locked, so that of two people at one moment the second sees what the
    first wrote."""
    rows = amendment.changes.all()
    if change:
        found = rows.filter(pk=change.pk).first()
        if found is None:
            raise _changed_meanwhile()
        return found
    if fields["measure"]:
        return rows.filter(measure=fields["measure"]).first()
    return next((one for one in rows.filter(measure=None) if _says(one, fields)), None)


def _overwrite(known: Change, fields: Mapping[str, Any], seen: str | None) -> None:
    if _says(known, fields):
        return
    if seen is not None and seen != as_drafted(known):
        raise _changed_meanwhile()
    for name, value in fields.items():
        setattr(known, name, value)
    known.save()


def _says(change: Change, fields: Mapping[str, Any]) -> bool:
    return all(getattr(change, name) == value for name, value in fields.items())


def _changed_meanwhile() -> Refused:
    return Refused(
        "changed_meanwhile",
        _("Somebody else changed this item meanwhile. Compare with theirs and save again."),
    )


NOTHING = "nothing"


def as_drafted(change: Change | None) -> str:
    """What an item says now, for a form to send back: so that nobody overwrites unseen."""
    if change is None:
        return NOTHING
    told = [change.kind, change.section_id, change.after_id, change.wording]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _next(amendment: Amendment) -> int:
    return int(amendment.changes.aggregate(last=Max("position"))["last"] or 0) + 1


def _check_draft(amendment: Amendment) -> None:
    locked = Amendment.objects.select_for_update(no_key=True).values_list("state", flat=True)
    if locked.get(pk=amendment.pk) != AmendmentState.DRAFT:
        raise Refused("not_a_draft", _("This amendment has been adopted or dropped already."))


def _check_place(
    plan: ActionPlan,
    measure: Measure | None,
    section: PlanSection | None,
    after: Measure | None,
) -> None:
    if any(row and row.plan_id != plan.pk for row in (measure, section, after)):
        raise Refused("another_plan", _("An amendment changes measures of its own plan."))
    if measure and measure.state != MeasureState.ON_CONTROL:
        raise Refused("off_control", _("The measure is no longer on control."))


def _before(measure: Measure) -> Wording:
    rows = Measure.objects.select_related("deadline").prefetch_related("executors", "costs")
    return wording_of(said_by(rows.get(pk=measure.pk)))


def is_stale(change: Change) -> bool:
    """The measure says something else by now than when the change was drafted, or left control.

    `change` comes with its measure, deadline, executors and costs, as they are now.
    """
    if change.measure is None or change.kind == ChangeKind.ADD:
        return False
    if change.measure.state != MeasureState.ON_CONTROL:
        return True
    return bool(differing(change.before, wording_of(said_by(change.measure))))


@transaction.atomic
def drop_change(change: Change, *, by: User, today: date) -> None:
    """Takes an item out of a draft. Raises PermissionDenied, Refused "not_a_draft"."""
    check_may_manage_plan(by, change.amendment.plan, today)
    _check_draft(change.amendment)
    change.delete()


@transaction.atomic
def drop_amendment(amendment: Amendment, *, by: User, today: date) -> None:
    """The act was not adopted: the draft stays on record. Raises as `drop_change` does."""
    check_may_manage_plan(by, amendment.plan, today)
    _check_draft(amendment)
    Amendment.objects.filter(pk=amendment.pk).update(state=AmendmentState.DROPPED)


@transaction.atomic
def reopen_amendment(amendment: Amendment, *, by: User, today: date) -> None:
    """What is adopted and not applied yet becomes a draft again, its act and days kept to be
    corrected: a day was mistyped, or another act has changed a measure meanwhile.

    Raises PermissionDenied; Refused "not_adopted".
    """
    check_may_manage_plan(by, amendment.plan, today)
    adopted = Amendment.objects.filter(pk=amendment.pk, state=AmendmentState.ADOPTED)
    if not adopted.update(state=AmendmentState.DRAFT):
        raise Refused("not_adopted", _("Only what is adopted and not in force yet is reopened."))
