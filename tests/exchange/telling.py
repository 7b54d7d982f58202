"""Things that happen in tests of exchange."""

from typing import Any

from agencies.models import Agency
from exchange.models import Change
from exchange.services.numbering import number_changes
from measures.models import Event, EventKind, Measure, Obligation
from tests.conftest import TODAY
from tests.factories import MeasureFactory, ObligationFactory


def happen(kind: EventKind, owed: Obligation, **fields: Any) -> Event:
    """As a service leaves it."""
    return Event.objects.create(
        kind=kind, measure=owed.measure, obligation=owed, happened_on=TODAY, **fields
    )


def at_measure(kind: EventKind, measure: Measure, **fields: Any) -> Event:
    return Event.objects.create(kind=kind, measure=measure, happened_on=TODAY, **fields)


def owed_by(agency: Agency, plan: Any) -> Obligation:
    row: Obligation = ObligationFactory(agency=agency, measure=MeasureFactory(plan=plan))
    return row


def types() -> list[str]:
    """Of all changes, in their order."""
    number_changes()
    return list(Change.objects.order_by("number").values_list("type", flat=True))
