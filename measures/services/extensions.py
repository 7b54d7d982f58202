"""«Перенос срока»: asked in writing before the date runs out, decided by an act."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import EventKind, Extension, ExtensionState, Measure, Obligation
from measures.permissions.plans import may_manage_plan
from measures.permissions.reporting import check_may_report
from measures.querysets import NOT_HANDED_IN
from measures.services.levels import check_may_decide, check_not_own
from measures.services.locks import lock
from measures.services.news import tell_of_decision
from measures.services.trace import leave_trace

MOVABLE = (*NOT_HANDED_IN, "submitted", "done")


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
    if obligation.state not in NOT_HANDED_IN:
        raise _not_open()
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


def _not_open() -> Refused:
    return Refused("not_open", _("This obligation does not wait for a report now."))


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

    Raises PermissionDenied; Refused "act_missing", "act_ahead", "not_later", "beyond_lead",
    "own_request", "already_decided", "not_open", "changed_meanwhile".
    """
    owed = _locked(extension)
    level = check_may_decide(by, owed, granted_on, today)
    if not act.strip() or act_on is None:
        raise Refused("act_missing", _("Give the number and date of the act of the decision."))
    _check_not_ahead(act_on, today)
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
        note=note.strip(),
    )
    _check_movable(owed, extension)
    Obligation.objects.filter(pk=owed.pk).update(due_on=granted_on, changed_on=today)
    _trace(EventKind.EXTENSION_GRANTED, extension, by=by, today=today, note=note.strip())
    tell_of_decision(extension, by=by, today=today)


def _locked(extension: Extension) -> Obligation:
    """The obligation read anew; its measure is locked first, as everywhere, so that its terms and
    the lead's date stay as they are until the decision is kept."""
    lock(Measure.objects.filter(pk=extension.obligation.measure_id))
    lock(Obligation.objects.filter(pk=extension.obligation_id))
    rows = Obligation.objects.select_related("measure__plan")
    return rows.get(pk=extension.obligation_id)


def _check_movable(owed: Obligation, extension: Extension) -> None:
    if owed.state not in MOVABLE:
        raise _not_open()
    if owed.due_on != extension.old_due_on:
        raise Refused(
            "changed_meanwhile",
            _("The date in force has changed since this was asked for. Refuse it and ask anew."),
        )


def _check_not_ahead(act_on: date | None, today: date) -> None:
    if act_on and act_on > today:
        raise Refused("act_ahead", _("The act of the decision is dated in the future."))


@transaction.atomic
def refuse_extension(
    extension: Extension,
    *,
    by: User,
    today: date,
    note: str,
    act: str = "",
    act_on: date | None = None,
) -> None:
    """The date stays; a refusal says why, and names its act where there is one.

    Refused by whoever could have granted what was proposed. Raises PermissionDenied; Refused
    "reason_missing", "act_ahead", "beyond_lead", "own_request", "already_decided".
    """
    owed = _locked(extension)
    level = check_may_decide(by, owed, extension.proposed_on, today)
    if not note.strip():
        raise Refused("reason_missing", _("Say why more time is refused."))
    _check_not_ahead(act_on, today)
    _decide(
        extension,
        by=by,
        today=today,
        state=ExtensionState.REFUSED,
        act=act.strip(),
        act_on=act_on,
        level=level,
        note=note.strip(),
    )
    _trace(EventKind.EXTENSION_REFUSED, extension, by=by, today=today, note=note.strip())
    tell_of_decision(extension, by=by, today=today)


def _decide(
    extension: Extension,
    *,
    by: User,
    today: date,
    state: ExtensionState,
    act: str,
    act_on: date | None,
    level: str,
    note: str,
    granted_on: date | None = None,
) -> None:
    check_not_own(by, extension, today)
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
