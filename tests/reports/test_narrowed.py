"""Cuts of a document that was really gathered: what remains adds up, and nothing else is told."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import ExecutorRole, Extension
from planner.models import ActionPlan
from reports.gather.narrowed import CannotNarrow, Choice, narrow, recounted
from reports.rules.canonical import canonical, digest
from reports.rules.tracing import disagreements
from tests import factories
from tests.reports.conftest import Hand, Told

pytestmark = pytest.mark.django_db
FIGURES = (
    *("totals", "agencies", "directions", "tasks", "regions", "discipline", "silent"),
    *("lateness", "spending", "change"),
)
BODIES = 4


@pytest.fixture
def whole(plan: ActionPlan, told: Told, hand_in: Hand) -> dict[str, Any]:
    """Twelve measures under three directions or none; four bodies, each with a secret of its own,
    two of them on every third measure."""
    bodies = [
        factories.AgencyFactory(code=f"b{n}", name_en=f"Secret body {n}", short_en=f"SB{n}")
        for n in range(BODIES)
    ]
    directions = [factories.DirectionFactory(concept=plan.concept, number=n + 1) for n in range(3)]
    lines = [factories.LineOfActionFactory(direction=one) for one in directions]
    for n in range(12):
        measure = factories.MeasureFactory(plan=plan)
        factories.DeadlineFactory(measure=measure)
        if n % 4:
            measure.lines.add(lines[n % 4 - 1])
        factories.CostFactory(measure=measure, year=2009, planned=Decimal("1.5"))
        owing = [bodies[n % BODIES], *([bodies[(n + 1) % BODIES]] if n % 3 == 0 else [])]
        for place, body in enumerate(owing):
            factories.ExecutorFactory(
                measure=measure,
                agency=body,
                position=place + 1,
                role=ExecutorRole.CO if place else ExecutorRole.LEAD,
            )
            owed = factories.ObligationFactory(
                measure=measure, agency=body, due_on=date(2009, 3 + n % 6, 10), kind="recurring"
            )
            if n % 2 == 0:
                hand_in(
                    owed,
                    date(2009, 5, 20),
                    reviewed_on=date(2009, 5, 25),
                    text=f"Secret text of {body.code}",
                )
            elif n % 5 == 0:
                Extension.objects.create(
                    obligation=owed,
                    requested_by=factories.UserFactory(),
                    requested_on=date(2009, 6, 5),
                    old_due_on=owed.due_on,
                    proposed_on=date(2009, 12, 1),
                    reason=f"Secret reason of {body.code}",
                )
    document: dict[str, Any] = json.loads(canonical(told()))
    return document


def test_counted_again_from_its_rows_a_document_tells_the_same(whole: dict[str, Any]) -> None:
    again = json.loads(canonical(recounted(whole)))
    assert {name: again[name] for name in FIGURES} == {name: whole[name] for name in FIGURES}


def test_narrowed_by_everything_it_tells_the_same(whole: dict[str, Any]) -> None:
    everybody = frozenset(row["agency"] for row in whole["agencies"])
    every = frozenset({"", *(f"{row['kind']}.{row['number']}" for row in whole["directions"])})
    for choice in (Choice(), Choice(directions=every), Choice(agencies=everybody)):
        cut = json.loads(canonical(narrow(whole, choice)))
        same = set(whole) - ({"change", "rows"} if choice.agencies else set())
        same -= {"indicators", "narrative"} if choice.divides else set()
        assert {name: cut[name] for name in same} == {name: whole[name] for name in same}


def test_a_cut_names_the_whole_that_it_was_cut_from(whole: dict[str, Any]) -> None:
    cut = narrow(whole, Choice(agencies=frozenset({"b1"}), name="Ours"))
    assert (cut["cut"]["of"], cut["cut"]["name"]) == (digest(whole), "Ours")
    assert cut["cut"]["names"]["b1"]["en"] == "Secret body 1"


parts = st.lists(st.integers(0, 2), min_size=BODIES, max_size=BODIES)


@given(parts)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_cuts_of_bodies_that_share_nobody_add_up(whole: dict[str, Any], parts: list[int]) -> None:
    cuts = [
        narrow(
            whole, Choice(agencies=frozenset(f"b{n}" for n in range(BODIES) if parts[n] == part))
        )
        for part in set(parts)
    ]
    for group in ("obligations", "round"):
        sums = sum((Counter(cut["totals"][group]) for cut in cuts), Counter())
        assert sums == Counter({k: n for k, n in whole["totals"][group].items() if n})
    for name in ("overdue", "extensions", "silent", "nil", "completed", "ahead"):
        assert sum(len(cut[name]) for cut in cuts) == len(whole[name])
    accepted = [len(row["accepted"]) for cut in cuts for row in cut["measures"]]
    assert sum(accepted) == sum(len(row["accepted"]) for row in whole["measures"])


def test_cuts_of_directions_that_share_no_measure_add_up(whole: dict[str, Any]) -> None:
    keys = ["", *(f"{row['kind']}.{row['number']}" for row in whole["directions"] if row["kind"])]
    cuts = [narrow(whole, Choice(directions=frozenset({key}))) for key in keys]
    for group in ("measures", "obligations", "round"):
        sums = sum((Counter(cut["totals"][group]) for cut in cuts), Counter())
        assert sums == Counter({k: n for k, n in whole["totals"][group].items() if n})
    planned = sum(Decimal(row["planned"]) for cut in cuts for row in cut["spending"])
    assert planned == sum(Decimal(row["planned"]) for row in whole["spending"]) == Decimal(18)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(agencies=frozenset({"b0"})),
        Choice(agencies=frozenset({"b1", "b3"}), directions=frozenset({"direction.2", ""})),
        Choice(directions=frozenset({"direction.1"})),
        Choice(agencies=frozenset({"nobody"})),
    ],
)
def test_every_figure_of_a_cut_follows_from_its_own_rows(
    whole: dict[str, Any], choice: Choice
) -> None:
    cut = json.loads(canonical(narrow(whole, choice)))
    assert disagreements(cut) == []


def test_nothing_of_another_body_is_in_a_bodys_cut(whole: dict[str, Any]) -> None:
    cut = narrow(whole, Choice(agencies=frozenset({"b0"})))
    said = canonical({**cut, "measures": [{**row, "executors": []} for row in cut["measures"]]})
    for other in ("b1", "b2", "b3"):
        assert other in canonical(whole).decode()
        for secret in (f"Secret text of {other}", f"Secret reason of {other}", f'"{other}"'):
            assert secret not in said.decode()
    assert "Secret text of b0" in said.decode()
    assert [row["agency"] for row in cut["agencies"]] == ["b0"]
    ids = {row["measure"] for row in cut["measures"]}
    assert {one[1] for one in cut["rows"]["obligations"]["rows"]} == ids


def test_a_measure_is_as_far_as_the_bodys_own_part_of_it(
    plan: ActionPlan, told: Told, hand_in: Hand
) -> None:
    measure = factories.MeasureFactory(plan=plan)
    ours, theirs = (
        factories.ObligationFactory(measure=measure, due_on=date(2009, 6, 1)) for _ in range(2)
    )
    hand_in(ours, date(2009, 5, 20), reviewed_on=date(2009, 5, 25))
    document = told()
    assert document["measures"][0]["status"] == "overdue"
    cut = narrow(document, Choice(agencies=frozenset({ours.agency.code})))
    assert cut["measures"][0]["status"] == "done"
    assert cut["totals"]["measures"]["overdue"] == len(cut["overdue"]) == 0
    assert theirs.agency.code not in cut["bodies"]


def test_a_document_without_rows_is_cut_by_sections_alone(whole: dict[str, Any]) -> None:
    older = {name: value for name, value in whole.items() if name != "rows"}
    assert narrow(older, Choice(sections=("overdue",)))["cut"]["sections"] == ["overdue"]
    with pytest.raises(CannotNarrow):
        narrow(older, Choice(agencies=frozenset({"b0"})))


def test_a_body_that_owes_nothing_gets_an_empty_cut(whole: dict[str, Any]) -> None:
    cut = narrow(whole, Choice(agencies=frozenset({"nobody"})))
    assert (cut["measures"], cut["overdue"], cut["agencies"], cut["spending"]) == ([], [], [], [])
    assert sum(cut["totals"]["measures"].values()) == 0
