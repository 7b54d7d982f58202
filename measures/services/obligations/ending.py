"""Obligations end without being fulfilled: drafts and open requests end with them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import User
from measures.models import (
    Event,
    EventKind,
    Extension,
    ExtensionState,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
)
from measures.querysets import ObligationQuerySet
from measures.services.locks import lock
from measures.services.news import tell_of_closing


@dataclass(frozen=True)
class Trace:
    """On which day, by whom and why obligations change; `cause` is a code of measures.templatetags
    that says it in the reader's language."""

    today: date
    by: User | None
    why: str = ""
    cause: str = ""

    def event(self, kind: EventKind, row: Obligation, **data: Any) -> Event:
        """Not saved yet."""
        return Event(
            measure_id=row.measure_id,
            obligation=row,
            kind=kind,
            actor=self.by,
            happened_on=self.today,
            note=self.why,
            data={**data, "cause": self.cause} if self.cause else data,
        )


def withdraw(owed: ObligationQuerySet, trace: Trace) -> int:
    """The plan does not ask for these any more; how many. Each leaves a trace."""
    ids = lock(owed.not_handed_in())
    rows = Obligation.objects.filter(pk__in=ids).order_by("pk")
    Event.objects.bulk_create(trace.event(EventKind.WITHDRAWN, row) for row in rows)
    return end(ids, ObligationState.WITHDRAWN, today=trace.today, by=trace.by)


def end(ids: list[int], state: ObligationState, *, today: date, by: User | None) -> int:
    """Closes locked obligations with their drafts and requests; how many."""
    owed = Obligation.objects.filter(pk__in=ids)
    drafts = ProgressEntry.objects.filter(obligation__in=ids, state=ProgressState.DRAFT)
    begun = list(drafts.select_related("obligation"))
    drafts.update(state=ProgressState.WITHDRAWN, withdrawn_on=today)
    tell_of_closing(begun, by=by, today=today)
    asked = Extension.objects.filter(obligation__in=ids, state=ExtensionState.REQUESTED)
    if by:  # a decision is somebody's; what the command line ends leaves it open
        asked.update(state=ExtensionState.REFUSED, decided_by=by, decided_on=today)
    return owed.update(state=state, changed_on=today)
