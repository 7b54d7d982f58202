"""The SQL twins of the rules agree with them on every case."""

from datetime import date, timedelta
from itertools import product

import pytest

from measures.models import Measure, Obligation
from measures.querysets import HANDED_IN_LATE, is_out_on, owed_in
from measures.rules.discipline import is_late, is_out
from measures.rules.lateness import is_overdue, status_of
from measures.rules.rounds import Window
from measures.rules.summary import GRAVITY
from tests.factories import ActionPlanFactory, AgencyFactory, MeasureFactory, ObligationFactory

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


def test_gravity_in_sql_is_the_place_of_the_status_in_the_rule(rows: list[Obligation]) -> None:
    found = Obligation.objects.with_gravity(TODAY).values_list("gravity", "status")
    assert {(GRAVITY[gravity].value, status) for gravity, status in found} == {
        (status, status) for _gravity, status in found
    }


def test_late_and_out_in_sql_are_those_of_the_rule(rows: list[Obligation]) -> None:
    late = set(Obligation.objects.filter(HANDED_IN_LATE).values_list("pk", flat=True))
    out = set(Obligation.objects.filter(is_out_on(TODAY)).values_list("pk", flat=True))
    assert late == {
        row.pk
        for row in rows
        if is_late(state=row.state, kind=row.kind, due_on=row.due_on, done_on=row.done_on)
    }
    assert out == {row.pk for row in rows if is_out(state=row.state, due_on=row.due_on, day=TODAY)}


WINDOW = Window("2009Q2", date(2009, 4, 6), date(2009, 7, 5))
AROUND = [None, date(2009, 4, 5), date(2009, 4, 6), date(2009, 7, 5), date(2009, 7, 6)]


def test_the_quarter_in_sql_is_that_of_the_rule(db: None) -> None:
    plan, agency = ActionPlanFactory(), AgencyFactory()
    dates = [told for told in product(AROUND, repeat=3) if (told[1] is None) == (told[2] is None)]
    cases = list(product(("once", "continuous"), ("2009Q2", "2009Q3"), dates))
    measures = Measure.objects.bulk_create(
        MeasureFactory.build(plan=plan, position=number) for number in range(len(cases))
    )
    made = [
        ObligationFactory.build(
            measure=measure,
            agency=agency,
            kind=kind,
            occurrence=label,
            written_on=written,
            first_due_on=first,
            due_on=due,
        )
        for measure, (kind, label, (written, first, due)) in zip(measures, cases, strict=True)
    ]
    rows = Obligation.objects.bulk_create(made)
    found = set(Obligation.objects.filter(owed_in(WINDOW)).values_list("pk", flat=True))
    assert found == {
        row.pk
        for row in rows
        if WINDOW.owes(
            kind=row.kind,
            occurrence=row.occurrence,
            written_on=row.written_on,
            due_on=row.due_on,
            first_due_on=row.first_due_on,
        )
    }
