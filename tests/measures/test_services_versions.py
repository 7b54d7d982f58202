"""What a measure says is written down, and nothing else is written."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, MeasureVersion
from measures.services.versions import COLUMNS, keep_versions, said_by
from planner.models import ActionPlan
from tests.factories import (
    ENTERED,
    CostFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
)

TODAY = date(2009, 7, 6)


def updates(measures: list[Measure], today: date) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        keep_versions(measures, today=today)
    return [one["sql"] for one in asked.captured_queries if "UPDATE " in one["sql"]]


def last(measure: Measure) -> dict[str, Any]:
    version = MeasureVersion.objects.get(measure=measure, until=None)
    return {name: getattr(version, name) for name in COLUMNS}


def fresh(measure: Measure) -> Measure:
    """As the database holds it."""
    return Measure.objects.get(pk=measure.pk)


@pytest.mark.parametrize("part", [None, DeadlineFactory, ExecutorFactory, CostFactory])
def test_what_the_factories_enter_is_what_would_be_written_down(
    plan: ActionPlan, part: Any
) -> None:
    measure = MeasureFactory(plan=plan, funding_source="Бюджет")
    if part is not None:
        part(measure=measure)
    assert last(measure) == said_by(fresh(measure))
    assert keep_versions([measure], today=ENTERED) == 0
    assert [one.since for one in measure.versions.all()] == [ENTERED]


def test_a_second_change_of_a_day_writes_what_differs(measure: Measure) -> None:
    measure.title_ru = "Иначе"
    measure.save()
    keep_versions([measure], today=TODAY)
    measure.number = "7.2"
    measure.save()
    [sql] = updates([measure], TODAY)
    assert ('"number" =' in sql, "title_ru" in sql, '"executors" =' in sql) == (True, False, False)
    assert last(measure) == said_by(fresh(measure))
    assert [one.since for one in measure.versions.order_by("since")] == [ENTERED, TODAY]


def test_many_measures_are_overwritten_by_one_statement(plan: ActionPlan) -> None:
    rows = [MeasureFactory(plan=plan) for _ in range(30)]
    for at, row in enumerate(rows):
        row.title_ru, row.funding_source = f"Иначе {at}", "Бюджет" if at % 2 else ""
        row.save()
    assert len(updates(rows, ENTERED)) == 1
    assert [last(row) for row in rows] == [said_by(fresh(row)) for row in rows]


def test_the_same_again_writes_nothing(measure: Measure) -> None:
    CostFactory(measure=measure, planned=Decimal("1.5"))
    assert updates([measure], TODAY) == []
    assert measure.versions.count() == 1
