"""The SQL twins of the rules agree with them on every case."""

from datetime import date, timedelta
from itertools import product

import pytest

from measures.models import Extension, Obligation, ProgressEntry
from measures.queries.risk import at_risk
from measures.rules.lateness import is_overdue, status_of
from measures.rules.risk import RISK_DAYS, risks_of
from tests.factories import MeasureFactory, ObligationFactory, UserFactory

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


Fact = tuple[str, str, date | None, bool, bool]


@pytest.fixture
def facts(db: None) -> dict[int, Fact]:
    """Every state, kind and date, begun or not, with more time asked for or not."""
    measure, person = MeasureFactory(), UserFactory()
    cases = list(product(STATES, KINDS, RISKY_DAYS, (False, True), (False, True)))
    rows = [
        Obligation(
            measure=measure,
            agency=measure.plan.coordinator,
            state=state,
            kind=kind,
            due_on=due,
            first_due_on=due,
            done_on=TODAY if state in ("submitted", "done") else None,
            occurrence=str(number),
            changed_on=TODAY,
        )
        for number, (state, kind, due, _begun, _asked) in enumerate(cases)
    ]
    made = Obligation.objects.bulk_create(rows)
    told = list(zip(made, cases, strict=True))
    ProgressEntry.objects.bulk_create(
        ProgressEntry(obligation=row, author=person, text="Начато.")
        for row, (*_same, begun, _asked) in told
        if begun
    )
    Extension.objects.bulk_create(
        Extension(obligation=row, requested_by=person, requested_on=TODAY, old_due_on=TODAY,
                  proposed_on=TODAY + timedelta(days=9), reason="Ждём.")
        for row, (*_same, asked) in told
        if asked
    )  # fmt: skip
    return {row.pk: case for row, case in told}


RISKY_DAYS = [None, *(TODAY + timedelta(days=n) for n in (-1, 0, RISK_DAYS, RISK_DAYS + 1))]


def test_at_risk_in_sql_is_at_risk_of_the_rule(facts: dict[int, Fact]) -> None:
    rows = Obligation.objects.all()
    found = set(rows.filter(at_risk(rows, TODAY)).values_list("pk", flat=True))
    assert found == {
        pk
        for pk, (state, kind, due, begun, asked) in facts.items()
        if risks_of(state=state, kind=kind, due_on=due, today=TODAY, begun=begun, time_asked=asked)
    }
