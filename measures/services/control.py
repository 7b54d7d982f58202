"""«Снятие с контроля»: a measure leaves control against its completion document."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import (
    EventKind,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
    ProgressEntry,
)
from measures.permissions.plans import check_may_manage_plan
from measures.services.locks import lock
from measures.services.news import tell_of_removal
from measures.services.obligations import end
from measures.services.trace import leave_trace
from measures.services.versions import keep_versions


@dataclass(frozen=True)
class CompletionDocument:
    kind: str
    number: str
    on: date


@transaction.atomic
def remove_from_control(
    measure: Measure, document: CompletionDocument, *, by: User, today: date, note: str = ""
) -> None:
    """Ends what is still owed on the measure; reports handed in before must be reviewed first.

    Raises PermissionDenied; Refused "document_missing", "reports_wait", "off_control".
    """
    check_may_manage_plan(by, measure.plan, today)
    _check_document(document)
    on_control = Measure.objects.filter(pk=measure.pk, state=MeasureState.ON_CONTROL)
    if not on_control.update(state=MeasureState.REMOVED, state_on=today):
        raise Refused("off_control", _("The measure is no longer on control."))
    # After the update, which waits for a report being handed in at this moment.
    _check_nothing_waits(measure)
    _close_what_is_owed(measure, by=by, today=today)
    leave_trace(
        EventKind.REMOVED,
        measure,
        by=by,
        today=today,
        note=note,
        document_kind=document.kind,
        document_number=document.number,
        document_on=document.on.isoformat(),
    )
    tell_of_removal(measure, by=by, today=today, why=note)


def _check_document(document: CompletionDocument) -> None:
    if not (document.kind and document.number.strip()):
        raise Refused(
            "document_missing",
            _("A measure leaves control against its completion document: give kind, number, date."),
        )


def _check_nothing_waits(measure: Measure) -> None:
    entries = ProgressEntry.objects.filter(obligation__measure=measure)
    if entries.waiting_for_review().exists():
        raise Refused("reports_wait", _("Review the reports that wait on this measure first."))


def _close_what_is_owed(measure: Measure, *, by: User, today: date) -> None:
    # Locked first: what is asked for at this moment is there to be closed once the lock is had.
    ids = lock(Obligation.objects.filter(measure=measure).not_handed_in())
    end(ids, ObligationState.REMOVED, today=today, by=by)
    keep_versions([measure], today=today)
