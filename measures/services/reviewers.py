"""Who is to review a report: taken by oneself, or given by a coordinator of the plan."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import EventKind, ProgressEntry, ProgressState
from measures.permissions.plans import check_may_manage_plan
from measures.permissions.reviewing import check_may_review, may_review
from measures.queries.assigned import assigned
from measures.querysets import ProgressQuerySet
from measures.services.locks import lock
from measures.services.news import tell_reviewer
from measures.services.trace import leave_trace


@transaction.atomic
def assign_reviewer(
    entry: ProgressEntry,
    *,
    to: User | None,
    by: User,
    today: date,
    note: str = "",
    several: bool = False,
) -> None:
    """`to` None: it is nobody's again. To whom it is given already, nothing happens. The reviewer
    is told; of `several` that are given at a time, once.

    Raises PermissionDenied unless `by` coordinates the plan; Refused "cannot_review" where `to`
    does not, or wrote the report; "already_reviewed".
    """
    check_may_manage_plan(by, entry.obligation.measure.plan, today)
    if to and not may_review(to, entry, today):
        said = _("%(name)s cannot review it: only a coordinator of the plan who did not write it.")
        raise Refused("cannot_review", said % {"name": to})
    if not lock(_waiting(entry)):
        raise _already_reviewed()
    if not _waiting(entry).exclude(assigned_to=to).update(assigned_to=to):
        return
    _trace(entry, to=to, by=by, today=today, note=note)
    if to:
        tell_reviewer(entry, to, by=by, today=today, several=several)


@transaction.atomic
def take_review(entry: ProgressEntry, *, by: User, today: date) -> None:
    """For oneself, what is nobody's; of two who take it at one moment the second is told.

    Raises PermissionDenied; Refused "taken" where another may review it, "already_reviewed".
    """
    check_may_review(by, entry, today)
    if not lock(_waiting(entry)):
        raise _already_reviewed()
    held = ProgressEntry.objects.filter(assigned(today), pk=entry.pk).select_related("assigned_to")
    if other := held.exclude(assigned_to=by).first():
        said = _("%(name)s has taken this report already.")
        raise Refused("taken", said % {"name": other.assigned_to})
    if not held.exists():
        _waiting(entry).update(assigned_to=by)
        _trace(entry, to=by, by=by, today=today)


def _waiting(entry: ProgressEntry) -> ProgressQuerySet:
    return ProgressEntry.objects.filter(pk=entry.pk, state=ProgressState.SUBMITTED)


def _already_reviewed() -> Refused:
    return Refused("already_reviewed", _("This report has been reviewed already."))


def _trace(entry: ProgressEntry, *, to: User | None, by: User, today: date, note: str = "") -> None:
    owed = entry.obligation
    leave_trace(
        EventKind.ASSIGNED, owed.measure, by=by, today=today, obligation=owed, note=note,
        entry=entry.pk, reviewer=to.full_name if to else "",
    )  # fmt: skip
