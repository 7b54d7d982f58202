"""At risk, as the rule says and as the database finds it."""

from datetime import date, timedelta
from itertools import product

import pytest

from measures.models import Extension, Obligation, ProgressEntry
from measures.queries.risk import at_risk
from measures.rules.risk import RISK_DAYS, risks_of
from tests.factories import MeasureFactory, UserFactory
from tests.measures.test_querysets import KINDS, STATES, TODAY

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
