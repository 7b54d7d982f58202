"""Two people change a policy of reminders at one moment, or while reminders are planned
(PostgreSQL): one wins, the other is told, and no step stands twice."""

from datetime import date, timedelta

import pytest

from agencies.models import Agency, Role, User
from measures.models import Reminder, ReminderClock, ReminderRule
from measures.queries.reminders.policy import policy_of
from measures.rules.reminder_policy import USUAL_STEPS, PolicyStep
from measures.services.reminders import send_reminders
from measures.services.reminders.policy import add_usual_steps, set_policy
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, person
from tests.measures.reminding import NOW
from tests.races import AT_ONE_MOMENT, Act, at_once

pytestmark = AT_ONE_MOMENT
TODAY = date(2009, 7, 6)
TIMES = 6


@pytest.fixture
def colleague(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.COORDINATOR)


def saving(plan: ActionPlan, by: User, *offsets: int) -> Act:
    """What a person does who looked at the policy before the race."""
    seen = policy_of(plan).fingerprint
    steps = [PolicyStep(audience="officer", offset=offset) for offset in offsets]
    return lambda: set_policy(plan, steps, by=by, today=TODAY, now=NOW, seen=seen)


def offsets_of(plan: ActionPlan) -> set[int]:
    return {step.offset for step in policy_of(plan).steps}


def test_of_two_coordinators_the_second_is_told(
    plan: ActionPlan, coordinator: User, colleague: User
) -> None:
    for day in range(1, TIMES):
        outcome = at_once(saving(plan, coordinator, day, 100), saving(plan, colleague, -day, 100))
        assert sorted(outcome) == ["changed_meanwhile", "done"]
        assert offsets_of(plan) == {day if outcome[0] == "done" else -day, 100}


def test_the_first_steps_of_a_plan_are_those_of_one_of_them(
    plan: ActionPlan, coordinator: User, colleague: User
) -> None:
    """There is no rule yet to take turns at: they do at the plan."""
    for _time in range(TIMES):
        ReminderRule.objects.all().delete()
        outcome = at_once(saving(plan, coordinator, 1), saving(plan, colleague, 2))
        assert sorted(outcome) == ["changed_meanwhile", "done"]
        assert offsets_of(plan) == {1 if outcome[0] == "done" else 2}


def test_two_who_want_the_same_both_have_it_once(
    plan: ActionPlan, coordinator: User, colleague: User
) -> None:
    outcome = at_once(saving(plan, coordinator, 1, 2), saving(plan, colleague, 1, 2))
    assert (outcome, ReminderRule.objects.count()) == (["done", "done"], 2)


def test_the_usual_steps_are_added_once(
    plan: ActionPlan, coordinator: User, colleague: User
) -> None:
    def adding(by: User) -> Act:
        return lambda: add_usual_steps(plan, by=by, today=TODAY, now=NOW)

    assert at_once(adding(coordinator), adding(colleague)) == ["done", "done"]
    assert ReminderRule.objects.count() == len(USUAL_STEPS)


def test_a_policy_is_saved_while_reminders_are_planned(
    plan: ActionPlan, coordinator: User, agency: Agency, officer: User
) -> None:
    """Nobody waits in a circle, and each day is reminded of once, by one policy or the other."""
    ReminderClock.objects.create(pk=1)
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=TODAY)
    for day in range(TIMES):
        today = TODAY + timedelta(days=day)

        def run(today: date = today) -> None:
            send_reminders(today=today, now=NOW, plan_every=timedelta(minutes=10))

        outcome = at_once(run, run, saving(plan, coordinator, day, day + 50))
        assert outcome == ["done", "done", "done"]
        run()
        assert Reminder.objects.filter(remind_on=today).count() == 1
