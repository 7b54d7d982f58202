"""Obligations end without being fulfilled: drafts and open requests end with them."""

from datetime import date

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


def withdraw(owed: ObligationQuerySet, *, today: date, by: User | None, why: str = "") -> int:
    """The plan does not ask for these any more; how many. Each leaves a trace."""
    rows = list(owed.not_handed_in().select_for_update().order_by("pk"))
    Event.objects.bulk_create(
        Event(
            measure_id=row.measure_id,
            obligation=row,
            kind=EventKind.WITHDRAWN,
            actor=by,
            happened_on=today,
            note=why,
        )
        for row in rows
    )
    return end([row.pk for row in rows], ObligationState.WITHDRAWN, today=today, by=by)


def end(ids: list[int], state: ObligationState, *, today: date, by: User | None) -> int:
    """Closes locked obligations with their drafts and requests; how many."""
    owed = Obligation.objects.filter(pk__in=ids)
    ProgressEntry.objects.filter(obligation__in=ids, state=ProgressState.DRAFT).update(
        state=ProgressState.WITHDRAWN
    )
    asked = Extension.objects.filter(obligation__in=ids, state=ExtensionState.REQUESTED)
    asked.update(state=ExtensionState.REFUSED, decided_by=by, decided_on=today)
    return owed.update(state=state, changed_on=today)
