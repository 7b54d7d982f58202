"""Obligations take other terms: another date, role or kind; the first date stays on record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from measures.models import Event, EventKind, Obligation, ObligationState
from measures.rules.regeneration import Terms
from measures.services.news import tell_of_moves
from measures.services.obligations.ending import Trace

BATCH = 10_000
FIELDS = ("role", "by_agreement", "kind", "occurrence", "written_on", "due_on")
SAVED = (*FIELDS, "first_due_on", "state")


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
    tell_of_moves(rows, changes, by=trace.by, today=trace.today)
    for row in rows:
        _take(row, changes[row.pk])
    _save(rows, trace.today)


def _step_aside(rows: list[Obligation], today: date) -> None:
    aside = Concat(Value("moving "), Cast("pk", CharField()))
    for ids in _batches([row.pk for row in rows]):
        Obligation.objects.filter(pk__in=ids).update(occurrence=aside, changed_on=today)


def _take(row: Obligation, terms: Terms) -> None:
    for field in FIELDS:
        setattr(row, field, getattr(terms, field))
    if row.due_on is None or row.first_due_on is None:
        row.first_due_on = row.due_on


def _save(rows: list[Obligation], today: date) -> None:
    """One statement for all that are to say the same: a plan has far fewer dates than reports."""
    alike = defaultdict[tuple[Any, ...], list[int]](list)
    for row in rows:
        alike[tuple(getattr(row, field) for field in SAVED)].append(row.pk)
    for values, found in alike.items():
        told = dict(zip(SAVED, values, strict=True))
        for ids in _batches(found):
            Obligation.objects.filter(pk__in=ids).update(**told, changed_on=today)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    """As many as either database takes in one statement."""
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


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
        _take(row, again[row.pk])
    _save(rows, today)
