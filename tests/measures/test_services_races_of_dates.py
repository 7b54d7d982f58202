"""Two decisions on dates at one moment: one wins, the other is told so in words (PostgreSQL)."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import Deadline, Extension, Obligation
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.deadlines import as_seen, set_dates
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.factories import (
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    person,
)
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    found: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return found


def ask(owed: Obligation, by: User, today: date) -> Extension:
    return request_extension(
        owed, by=by, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
    )


def grant(extension: Extension, by: User, today: date, day: date) -> None:
    grant_extension(extension, by=by, today=today, granted_on=day, act="№ 12", act_on=today)


def test_of_two_decisions_the_second_is_told(
    owed: Obligation, officer: User, coordinator: User, plan: ActionPlan, today: date
) -> None:
    asked = ask(owed, officer, today)
    colleague = person(plan.coordinator, Role.COORDINATOR)
    first, second = (Extension.objects.get(pk=asked.pk) for _ in range(2))
    outcome = sorted(
        at_once(
            lambda: grant(first, coordinator, today, date(2009, 8, 20)),
            lambda: refuse_extension(second, by=colleague, today=today, note="Нет."),
        )
    )
    asked.refresh_from_db()
    owed.refresh_from_db()
    assert outcome == ["already_decided", "done"]
    assert (asked.state, owed.due_on) in [
        ("granted", date(2009, 8, 20)),
        ("refused", date(2009, 7, 10)),
    ]


@pytest.fixture
def set_by_a_person(plan: ActionPlan, agency: Agency, coordinator: User) -> Deadline:
    made: Deadline = DeadlineFactory(measure=MeasureFactory(plan=plan), decided_by=coordinator)
    ExecutorFactory(measure=made.measure, agency=agency)
    generate_obligations(plan, [made.measure], today=date(2009, 1, 12))
    return made


def test_a_request_is_granted_on_the_date_it_asked_to_move_or_not_at_all(
    set_by_a_person: Deadline, officer: User, coordinator: User, today: date
) -> None:
    owed = set_by_a_person.measure.obligations.get()
    asked = ask(owed, officer, today)
    moved = date(2009, 7, 31)
    outcome = sorted(
        at_once(
            lambda: grant(asked, coordinator, today, date(2009, 8, 20)),
            lambda: set_dates(set_by_a_person, [moved], by=coordinator, today=today),
        )
    )
    owed.refresh_from_db()
    state = Extension.objects.get().state
    # The plan's new date stands in either case: a later wording ends an extension of the old one.
    assert (outcome, state, owed.due_on) in [
        (["changed_meanwhile", "done"], "requested", moved),
        (["done", "done"], "granted", moved),
    ]


def test_a_decision_and_the_removal_from_control_do_not_block_each_other(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    asked = ask(owed, officer, today)
    paper = CompletionDocument("law", "15-IV", today)
    outcome = sorted(
        at_once(
            lambda: grant(asked, coordinator, today, date(2009, 8, 20)),
            lambda: remove_from_control(owed.measure, paper, by=coordinator, today=today),
        )
    )
    states = [Extension.objects.get().state, Obligation.objects.get().state]
    assert (outcome, states) in [
        (["done", "done"], ["granted", "removed"]),
        (["already_decided", "done"], ["refused", "removed"]),
    ]


def test_of_two_who_date_a_deadline_the_second_sees_the_firsts_dates(
    set_by_a_person: Deadline, coordinator: User, plan: ActionPlan, today: date
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    first, second = (Deadline.objects.get(pk=set_by_a_person.pk) for _ in range(2))
    seen = as_seen(set_by_a_person)
    days = [date(2009, 8, 1), date(2009, 8, 2)]
    outcome = sorted(
        at_once(
            lambda: set_dates(first, days[:1], by=coordinator, today=today, seen=seen),
            lambda: set_dates(second, days[1:], by=colleague, today=today, seen=seen),
        )
    )
    due_on = set_by_a_person.measure.obligations.get().due_on
    assert (outcome, due_on in days) == (["changed_meanwhile", "done"], True)
