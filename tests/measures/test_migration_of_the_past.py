"""Rows entered before versions were kept get a past, as far as their events tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from agencies import triggers
from measures.models import (
    Event,
    EventKind,
    MeasureVersion,
    Obligation,
    ObligationVersion,
)
from measures.services.versions import COLUMNS, said_by
from measures.triggers import KEEPERS
from tests.factories import (
    CostFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
)

tell = import_module("measures.migrations.0005_past_told").tell
ENTERED, HANDED_IN = date(2007, 12, 3), date(2009, 7, 1)


@contextmanager
def no_versions_kept() -> Iterator[None]:
    """As it was before: the database keeps none by itself."""
    table = "ALTER TABLE measures_obligation {} TRIGGER USER"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(table.format("DISABLE"))
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered before
            cursor.execute(table.format("ENABLE"))
        else:
            triggers.remove(connection)
            yield
            triggers.install(connection, [], KEEPERS)


@pytest.fixture
def owed(plan, agency) -> Iterator[Obligation]:
    measure = MeasureFactory(plan=plan)
    DeadlineFactory(measure=measure)
    ExecutorFactory(measure=measure, agency=agency)
    CostFactory(measure=measure)
    with no_versions_kept():
        row = ObligationFactory(measure=measure, agency=agency, written_on=None)
        Event.objects.create(measure=measure, kind=EventKind.IMPORTED, happened_on=ENTERED)
        Event.objects.create(
            measure=measure, obligation=row, kind=EventKind.SUBMITTED, happened_on=HANDED_IN
        )
        row.state, row.done_on, row.due_on = "submitted", HANDED_IN, date(2009, 8, 1)
        row.save()
        MeasureVersion.objects.all().delete()
        yield row


def test_an_obligation_stood_open_until_its_last_event(owed: Obligation):
    tell(apps, None)
    versions = ObligationVersion.objects.order_by("since")
    told = [(one.since, one.until, one.state, one.due_on, one.written_on) for one in versions]
    assert told == [
        (ENTERED, HANDED_IN, "open", date(2009, 7, 10), date(2009, 7, 10)),
        (HANDED_IN, None, "submitted", date(2009, 8, 1), date(2009, 7, 10)),
    ]


def test_a_measure_has_said_since_it_was_entered_what_it_says_now(owed: Obligation):
    tell(apps, None)
    version = MeasureVersion.objects.get()
    kept = {column: getattr(version, column) for column in COLUMNS}
    assert (version.since, version.until, kept) == (ENTERED, None, said_by(owed.measure))
