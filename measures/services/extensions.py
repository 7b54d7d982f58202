"""«Перенос срока»: asked in writing before the date runs out, decided by an act."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import (
    EventKind,
    ExecutorRole,
    Extension,
    ExtensionLevel,
    ExtensionState,
    Obligation,
)
from measures.permissions import check_may_report, may_lead, may_manage_plan
from measures.services.locks import lock
from measures.services.trace import leave_trace


@transaction.atomic
def request_extension(
    obligation: Obligation, *, by: User, today: date, proposed_on: date, reason: str
) -> Extension:
    """An executor asks while the date still runs; a coordinator may record it afterwards.

    Raises PermissionDenied; Refused "not_open", "no_date", "too_late", "not_later",
    "reason_missing", "already_asked".
    """
    coordinates = may_manage_plan(by, obligation.measure.plan, today)
    if not coordinates:
        check_may_report(by, obligation, today)
    due_on = _check_askable(obligation, today=today, late_allowed=coordinates)
    if proposed_on <= due_on:
        raise Refused("not_later", _("The proposed date must be later than the date in force."))
    if not reason.strip():
        raise Refused("reason_missing", _("Say why more time is needed."))
    extension = Extension.objects.create(
        obligation=obligation,
        requested_by=by,
        requested_on=today,
        old_due_on=due_on,
        proposed_on=proposed_on,
        reason=reason.strip(),
    )
    _trace(EventKind.EXTENSION_REQUESTED, extension, by=by, today=today, note=reason.strip())
    return extension


def _check_askable(obligation: Obligation, *, today: date, late_allowed: bool) -> date:
    # Locked and read anew, so that of two requests at one moment the second is refused in words.
    obligation = Obligation.objects.select_for_update(no_key=True).get(pk=obligation.pk)
    due_on = obligation.due_on
    if obligation.state not in ("open", "returned"):
        raise Refused("not_open", _("This obligation does not wait for a report now."))
    if due_on is None or obligation.kind == "continuous":
        raise Refused("no_date", _("There is no date to move."))
    if due_on < today and not late_allowed:
        raise Refused(
            "too_late",
            _("The date has run out: more time is asked for in writing before that."),
        )
    if obligation.extensions.filter(state=ExtensionState.REQUESTED).exists():
        raise Refused("already_asked", _("A request for more time already waits for a decision."))
    return due_on


@transaction.atomic
def grant_extension(
    extension: Extension,
    *,
    by: User,
    today: date,
    granted_on: date,
    act: str,
    act_on: date | None,
    note: str = "",
) -> None:
    """The new date comes into force by an act of the level that set the old one, which stays on
    record. A report handed in while the request waited is measured by the new date too.

    Raises PermissionDenied; Refused "act_missing", "act_ahead", "not_later", "changed_meanwhile",
    "already_decided", "not_open".
    """
    # First, as where the obligation ends and its requests with it.
    lock(Obligation.objects.filter(pk=extension.obligation_id))
    level = level_of(extension.obligation, granted_on)
    _check_may_decide(by, extension.obligation, level, today)
    _check_act(act, act_on, today)
    if granted_on <= extension.old_due_on:
        raise Refused("not_later", _("The new date must be later than the date in force."))
    _decide(
        extension,
        by=by,
        today=today,
        state=ExtensionState.GRANTED,
        granted_on=granted_on,
        act=act.strip(),
        act_on=act_on,
        level=level,
        note=note,
    )
    _move_date(extension, granted_on, today)
    _trace(EventKind.EXTENSION_GRANTED, extension, by=by, today=today, note=note)


def level_of(owed: Obligation, to: date) -> ExtensionLevel:
    """Who set the date moves it: a co-executor's internal date inside the lead's own is a matter
    between them; the date of the plan is moved at the level of the act that approved it."""
    if owed.role != ExecutorRole.CO or owed.written_on is None:
        return ExtensionLevel.ACT
    lead = Obligation.objects.filter(
        measure=owed.measure_id, role=ExecutorRole.LEAD, occurrence=owed.occurrence
    )
    limit = lead.values_list("due_on", flat=True).first() or owed.written_on
    return ExtensionLevel.INTERNAL if to <= limit else ExtensionLevel.ACT


def may_decide(by: User, owed: Obligation, level: ExtensionLevel, today: date) -> bool:
    """The coordinating body; inside the lead's own date the lead too."""
    if may_manage_plan(by, owed.measure.plan, today):
        return True
    return level == ExtensionLevel.INTERNAL and may_lead(by, owed.measure, today)


def _check_may_decide(by: User, owed: Obligation, level: ExtensionLevel, today: date) -> None:
    if not may_decide(by, owed, level, today):
        raise PermissionDenied(_("Only the level that set this date may move it."))


def _check_act(act: str, act_on: date | None, today: date) -> None:
    if not act.strip() or act_on is None:
        raise Refused("act_missing", _("Give the number and date of the act of the decision."))
    if act_on > today:
        raise Refused("act_ahead", _("The act of the decision is dated in the future."))


MOVABLE = ("open", "returned", "submitted", "done")


def _move_date(extension: Extension, granted_on: date, today: date) -> None:
    owed = Obligation.objects.get(pk=extension.obligation_id)
    if owed.state not in MOVABLE:
        raise Refused("not_open", _("This obligation does not wait for a report now."))
    if owed.due_on != extension.old_due_on:
        raise Refused(
            "changed_meanwhile",
            _("The date in force has changed since this was asked for. Refuse it and ask anew."),
        )
    Obligation.objects.filter(pk=owed.pk).update(due_on=granted_on, changed_on=today)


@transaction.atomic
def refuse_extension(extension: Extension, *, by: User, today: date, note: str) -> None:
    """Raises PermissionDenied; Refused "reason_missing", "already_decided"."""
    lock(Obligation.objects.filter(pk=extension.obligation_id))
    level = level_of(extension.obligation, extension.proposed_on)
    _check_may_decide(by, extension.obligation, level, today)
    if not note.strip():
        raise Refused("reason_missing", _("Say why more time is refused."))
    _decide(extension, by=by, today=today, state=ExtensionState.REFUSED, note=note.strip())
    _trace(EventKind.EXTENSION_REFUSED, extension, by=by, today=today, note=note.strip())


def _decide(
    extension: Extension,
    *,
    by: User,
    today: date,
    state: ExtensionState,
    granted_on: date | None = None,
    act: str = "",
    act_on: date | None = None,
    level: str = "",
    note: str = "",
) -> None:
    if extension.requested_by_id == by.pk:
        raise Refused("own_request", _("Nobody decides their own request."))
    waiting = Extension.objects.filter(pk=extension.pk, state=ExtensionState.REQUESTED)
    if not waiting.update(
        state=state,
        decided_by=by,
        decided_on=today,
        granted_on=granted_on,
        act=act,
        act_on=act_on,
        level=level,
        note=note,
    ):
        raise Refused("already_decided", _("This request has been decided already."))
    extension.refresh_from_db()


def _trace(kind: EventKind, extension: Extension, *, by: User, today: date, note: str) -> None:
    new_date = extension.granted_on or extension.proposed_on
    leave_trace(
        kind,
        extension.obligation.measure,
        by=by,
        today=today,
        obligation=extension.obligation,
        note=note,
        old_due_on=extension.old_due_on.isoformat(),
        new_due_on=new_date.isoformat(),
        act=extension.act,
        act_on=extension.act_on.isoformat() if extension.act_on else None,
        level=extension.level,
    )
