"""The SQL twins of the rules agree with them on every case."""

from datetime import date, timedelta
from itertools import product

import pytest

from measures.models import Obligation
from measures.rules.lateness import is_overdue, status_of
from tests.factories import MeasureFactory, ObligationFactory

TODAY = date(2009, 7, 6)
DAYS = [None, *(TODAY + timedelta(days=n) for n in (-40, -1, 0, 1, 30, 31))]
STATES = ["open", "submitted", "returned", "done", "removed"]
KINDS = ["once", "recurring", "continuous", "event"]


def cases() -> list[tuple[str, str, date | None, date | None]]:
    handed_in = {"submitted", "done"}
    return [
        (state, kind, due, done)
        for state, kind, due in product(STATES, KINDS, DAYS)
        for done in (DAYS[1:5] if state in handed_in else [None])
    ]


@pytest.fixture
def rows(db: None) -> list[Obligation]:
    measure, made = MeasureFactory(), []
    for number, (state, kind, due, done) in enumerate(cases()):
        made.append(
            ObligationFactory.build(
                measure=measure,
                agency=None,
                state=state,
                kind=kind,
                due_on=due,
                first_due_on=due,
                done_on=done,
                occurrence=str(number),
            )
        )
    for row in made:
        row.agency_id = measure.plan.coordinator_id
    return Obligation.objects.bulk_create(made)


def test_status_in_sql_is_status_of_the_rule(rows: list[Obligation]) -> None:
    found = dict(Obligation.objects.with_status(TODAY).values_list("pk", "status"))
    assert found == {
        row.pk: status_of(
            state=row.state, kind=row.kind, due_on=row.due_on, done_on=row.done_on, today=TODAY
        )
        for row in rows
    }


def test_overdue_in_sql_is_overdue_of_the_rule(rows: list[Obligation]) -> None:
    found = set(Obligation.objects.overdue(TODAY).values_list("pk", flat=True))
    assert found == {
        row.pk
        for row in rows
        if is_overdue(row.due_on, row.done_on, TODAY)
        and row.state in ("open", "returned")
        and row.kind != "continuous"
    }
