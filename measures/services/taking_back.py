"""A slip is seen right after handing in: the agency takes its report back before it is reviewed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import (
    EventKind,
    MeasureState,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
)
from measures.permissions.reporting import check_may_report
from measures.querysets import NOT_HANDED_IN
from measures.services.doors import check_door_open
from measures.services.evidence import carry_over
from measures.services.obligations import generate_obligations
from measures.services.owing import locked, next_version
from measures.services.trace import leave_trace

UNDER_WAY_OWED = (*NOT_HANDED_IN, ObligationState.SUBMITTED)
COPIED = ("claim", "text", "language", "document_kind", "document_number", "document_on")


@transaction.atomic
def take_back(entry: ProgressEntry, *, by: User, today: date) -> ProgressEntry:
    """The report leaves review, and a draft with its text, files and sources takes its place.

    What was handed in stays on record as it was; the reviewer's clock ends with it. The report is
    owed again on the terms that the plan has now. Raises PermissionDenied; Refused
    "already_reviewed", "off_control", "not_open"; what services.doors says ("round_closed"): it
    could not be handed in again.
    """
    owed = entry.obligation
    check_may_report(by, owed, today)
    check_door_open(owed, today=today)
    waiting = ProgressEntry.objects.filter(pk=entry.pk, state=ProgressState.SUBMITTED)
    if not waiting.update(state=ProgressState.WITHDRAWN, withdrawn_on=today):
        raise Refused("already_reviewed", _("This report is not waiting for review any more."))
    control, state = locked(owed)  # after the report, as a review does: nobody waits in a circle
    if control != MeasureState.ON_CONTROL:
        raise Refused("off_control", _("The measure is no longer on control."))
    if state not in UNDER_WAY_OWED:
        raise Refused("not_open", _("This obligation does not wait for a report now."))
    draft = _copy(entry, by)
    _owe_again(owed, entry, state, by=by, today=today)
    leave_trace(
        EventKind.TAKEN_BACK, owed.measure, by=by, today=today, obligation=owed, entry=entry.pk
    )
    return draft


def _copy(entry: ProgressEntry, by: User) -> ProgressEntry:
    said = {name: getattr(entry, name) for name in COPIED}
    owed = entry.obligation
    draft = ProgressEntry.objects.create(
        obligation=owed, author=by, version=next_version(owed), **said
    )
    carry_over(entry, draft)
    draft.sources.set(entry.sources.all())
    return draft


def _owe_again(
    owed: Obligation, entry: ProgressEntry, state: str, *, by: User, today: date
) -> None:
    """As it was owed before the report: for rework if the one before it was returned."""
    before = owed.entries.filter(pk__lt=entry.pk).exclude(state=ProgressState.WITHDRAWN)
    last = before.order_by("pk").last()
    returned = last is not None and last.state == ProgressState.RETURNED
    to = ObligationState.RETURNED if returned else ObligationState.OPEN
    if state != to:
        Obligation.objects.filter(pk=owed.pk).update(state=to, done_on=None, changed_on=today)
        owed.state, owed.done_on = to, None
    if state not in NOT_HANDED_IN:
        generate_obligations(owed.measure.plan, [owed.measure], today=today, by=by)
