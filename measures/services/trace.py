"""Every service leaves one Event: who, what, when, why."""

from datetime import date
from typing import Any

from agencies.models import User
from measures.models import Event, EventKind, Measure, Obligation


def leave_trace(
    kind: EventKind,
    measure: Measure,
    *,
    by: User | None,
    today: date,
    obligation: Obligation | None = None,
    note: str = "",
    **data: Any,
) -> Event:
    """`data` must be plain JSON values; dates as ISO strings."""
    return Event.objects.create(
        kind=kind,
        measure=measure,
        obligation=obligation,
        actor=by,
        happened_on=today,
        note=note,
        data=data,
    )
