"""Obligations take other terms: another date, role or kind; the first date stays on record."""

from collections.abc import Iterator, Mapping
from datetime import date

from measures.models import Event, EventKind, Obligation, ObligationState
from measures.rules.regeneration import Terms
from measures.services.obligations.ending import Trace

BATCH = 500
FIELDS = ("role", "by_agreement", "kind", "occurrence", "written_on", "due_on")


def move(changes: Mapping[int, Terms], trace: Trace) -> None:
    """Sets the terms by id of the obligation, and traces those whose date is another one.

    Occurrences change places (a plan moved by a month), which a unique key does not bear row by
    row: they step aside first.
    """
    if not changes:
        return
    rows = list(Obligation.objects.filter(pk__in=changes).order_by("pk"))
    _step_aside([row for row in rows if changes[row.pk].occurrence != row.occurrence], trace.today)
    Event.objects.bulk_create(_events(rows, changes, trace))
    for row in rows:
        _take(row, changes[row.pk], trace.today)
    _save(rows)


def _step_aside(rows: list[Obligation], today: date) -> None:
    for row in rows:
        row.occurrence, row.changed_on = f"moving {row.pk}", max(today, row.changed_on)
    Obligation.objects.bulk_update(rows, ["occurrence", "changed_on"], batch_size=BATCH)


def _take(row: Obligation, terms: Terms, today: date) -> None:
    for field in FIELDS:
        setattr(row, field, getattr(terms, field))
    if row.due_on is None or row.first_due_on is None:
        row.first_due_on = row.due_on
    row.changed_on = max(today, row.changed_on)


def _save(rows: list[Obligation]) -> None:
    Obligation.objects.bulk_update(
        rows, [*FIELDS, "first_due_on", "state", "changed_on"], batch_size=BATCH
    )


def _events(rows: list[Obligation], changes: Mapping[int, Terms], trace: Trace) -> Iterator[Event]:
    for row in rows:
        old, new = row.due_on, changes[row.pk].due_on
        if old and new and old != new:
            days = {"old_due_on": old.isoformat(), "new_due_on": new.isoformat()}
            yield trace.event(EventKind.MOVED, row, **days)


def revive(again: Mapping[int, Terms], *, today: date) -> None:
    """What was withdrawn is owed again, as new: its dates begin anew."""
    rows = list(Obligation.objects.filter(pk__in=again)) if again else []
    for row in rows:
        row.first_due_on = None
        row.state = ObligationState.OPEN
        _take(row, again[row.pk], today)
    if rows:
        _save(rows)
