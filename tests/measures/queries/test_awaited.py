"""Who among the co-executors still owes a part, for the desk of the one who puts it together."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, User
from measures.models import DeadlineKind, ExecutorRole, Measure
from measures.queries.awaited import Awaited, parts_awaited
from planner.models import ActionPlan
from tests.factories import (
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
)
from tests.measures.consolidating import TODAY, Circle, circle_of


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "a", "b")


def awaited(circle: Circle, code: str = "lead") -> list[Awaited]:
    return parts_awaited([circle.owed[code].agency], TODAY)


def told(found: list[Awaited]) -> list[tuple[int, list[str], list[str]]]:
    return [
        (
            one.handed_in,
            [late.agency.code for late in one.late],
            [coming.agency.code for coming in one.to_come],
        )
        for one in found
    ]


def test_the_lead_sees_who_is_silent_and_who_handed_in(circle: Circle) -> None:
    circle.hand_in("a", "Наша часть.")
    circle.join("c", due_on=date(2009, 7, 9))
    assert told(awaited(circle)) == [(1, ["b"], ["c"])]


def test_what_is_returned_is_an_answer(circle: Circle) -> None:
    circle.returned("a", "Слабо.")
    assert told(awaited(circle)) == [(1, ["b"], [])]


def test_nothing_is_said_where_all_are_in(circle: Circle) -> None:
    for code in ("a", "b"):
        circle.hand_in(code, "Наша часть.")
    assert awaited(circle) == []


def test_a_co_executor_is_not_told_of_the_others(circle: Circle) -> None:
    assert awaited(circle, "a") == []


def test_the_body_that_consolidates_is_told_and_the_lead_is_not(
    plan: ActionPlan, coordinator: User
) -> None:
    circle = circle_of(plan, coordinator, "a")
    circle.join("svod", consolidates=True)
    assert [told(awaited(circle, code)) for code in ("lead", "svod")] == [[], [(0, ["a"], [])]]


def test_what_is_due_much_later_is_not_asked_for_yet(circle: Circle) -> None:
    later = date(2009, 12, 1)
    for owed in circle.owed.values():
        owed.due_on, owed.changed_on = later, TODAY
        owed.save()
    assert awaited(circle) == []


def led(plan: ActionPlan, lead: Agency, bodies: int) -> Measure:
    measure: Measure = DeadlineFactory(
        measure=MeasureFactory(plan=plan), kind=DeadlineKind.RECURRING
    ).measure
    kind = DeadlineKind.RECURRING
    ExecutorFactory(measure=measure, agency=lead)
    ObligationFactory(measure=measure, agency=lead, kind=kind)
    for _ in range(bodies):
        ObligationFactory(measure=measure, role=ExecutorRole.CO, kind=kind)
    return measure


def test_it_takes_the_same_statements_for_many(plan: ActionPlan, agency: Agency) -> None:
    counts = []
    for rows in (3, 27):
        led(plan, agency, rows)
        with CaptureQueriesContext(connection) as caught:
            parts_awaited([agency], TODAY)
        counts.append(len(caught))
    assert counts == [3, 3]
