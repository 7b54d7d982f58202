"""Every service leaves one Event: who, what, when, why."""

from datetime import date
from typing import Any

from agencies.models import Role, User
from agencies.permissions import REPORTING
from agencies.queries_delegations import in_whose_place
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
    """`data` must be plain JSON values; dates as ISO strings. One statement besides asks whether
    the person acted with a role that was delegated."""
    return Event.objects.create(
        kind=kind,
        measure=measure,
        obligation=obligation,
        actor=by,
        for_whom=_for_whom(kind, measure, by=by, today=today, obligation=obligation),
        happened_on=today,
        note=note,
        data=data,
    )


# What an executor does; the rest is done for the body that coordinates the plan.
BY_EXECUTORS = {EventKind.SUBMITTED, EventKind.TAKEN_BACK, EventKind.EXTENSION_REQUESTED}


def _for_whom(
    kind: EventKind,
    measure: Measure,
    *,
    by: User | None,
    today: date,
    obligation: Obligation | None,
) -> User | None:
    if by is None:
        return None
    if kind in BY_EXECUTORS and obligation:
        return in_whose_place(by, today, obligation.agency_id, REPORTING)
    return in_whose_place(by, today, measure.plan.coordinator_id, [Role.COORDINATOR])
