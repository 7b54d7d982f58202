"""A coordinator changes the policy of reminders: added and retired, never rewritten."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from agencies.models import Agency, Role, User
from measures.models import Obligation, Reminder, ReminderClock, ReminderRule
from measures.queries.reminders.policy import policy_history, policy_of, step_of
from measures.rules.reminder_policy import USUAL_STEPS, PolicyStep, Terms
from measures.services.reminders import default_rules, plan_reminders, send_reminders
from measures.services.reminders.policy import (
    PolicyChange,
    UnsoundPolicy,
    add_usual_steps,
    set_policy,
)
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person
from tests.measures.reminding import DUE, NOW

TODAY = date(2009, 7, 6)


def step(offset: int, audience: str = "officer", **fields: Any) -> PolicyStep:
    return PolicyStep(audience=audience, offset=offset, **fields)


def save(
    plan: ActionPlan, *steps: PolicyStep, by: User | None, seen: str | None = None, **terms: int
) -> PolicyChange:
    policy = policy_of(ActionPlan.objects.get(pk=plan.pk))
    return set_policy(
        plan,
        steps,
        by=by,
        today=TODAY,
        now=NOW,
        seen=policy.fingerprint if seen is None else seen,
        terms=Terms(**{**vars(policy.terms), **terms}) if terms else None,
    )


def said(plan: ActionPlan) -> list[PolicyStep]:
    return policy_of(plan).steps


def rows(plan: ActionPlan) -> list[tuple[int, bool]]:
    """(offset, is in use) of all rules that there ever were."""
    rules = ReminderRule.objects.filter(plan=plan).order_by("pk")
    return [(rule.offset, rule.retired_at is None) for rule in rules]


def test_steps_are_added_retired_and_kept(plan: ActionPlan, coordinator: User) -> None:
    assert save(plan, step(-7), step(0), by=coordinator) == PolicyChange(added=2)
    kept = ReminderRule.objects.get(offset=0)
    assert save(plan, step(0), step(3), by=coordinator) == PolicyChange(added=1, retired=1)
    assert said(plan) == [step(0), step(3)]
    assert rows(plan) == [(-7, False), (0, True), (3, True)]
    assert ReminderRule.objects.get(offset=0).added_at == kept.added_at


def test_a_changed_step_is_a_retired_one_and_a_new_one(plan: ActionPlan, coordinator: User) -> None:
    save(plan, step(7), by=coordinator)
    first = ReminderRule.objects.get()
    assert save(plan, step(7, repeat_every=7), by=coordinator) == PolicyChange(1, 1)
    old, new = ReminderRule.objects.order_by("pk")
    assert (old.pk, step_of(old), step_of(new)) == (first.pk, step(7), step(7, repeat_every=7))


def test_it_is_known_who_added_and_retired_a_step_and_when(
    plan: ActionPlan, coordinator: User
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    save(plan, step(-7), by=coordinator)
    save(plan, by=colleague)
    rule = ReminderRule.objects.get()
    assert (rule.added_by, rule.retired_by, rule.retired_at) == (coordinator, colleague, NOW)


@pytest.mark.parametrize(
    "field",
    [
        {"channel": "site"},
        {"days": "working"},
        {"repeat_every": 2},
        {"weekday": 2},
        {"unless_acknowledged": True},
        {"unless_time_asked": True},
    ],
)
def test_every_part_of_a_step_makes_another_step(
    plan: ActionPlan, coordinator: User, field: dict[str, Any]
) -> None:
    save(plan, step(3), by=coordinator)
    other = replace(step(3), **field)
    assert save(plan, other, by=coordinator) == PolicyChange(1, 1)
    assert said(plan) == [other]


def test_nothing_is_written_where_nothing_changes(plan: ActionPlan, coordinator: User) -> None:
    default_rules(plan)
    ReminderClock.objects.create(pk=1, planned_for=TODAY, planned_at=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert save(plan, *USUAL_STEPS[::-1], by=coordinator) == PolicyChange()
    written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert (written, ReminderClock.objects.get().planned_for) == ([], TODAY)


def test_terms_of_the_plan_are_part_of_it(plan: ActionPlan, coordinator: User) -> None:
    assert save(plan, by=coordinator, review_days=10) == PolicyChange(terms=True)
    plan.refresh_from_db()
    assert (plan.review_days, plan.decision_days) == (10, 3)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (coordinator, str(plan.pk))
    assert "working days" in entry.get_change_message() or "рабочих дней" in (
        entry.get_change_message()
    )


def test_terms_that_are_not_named_stay(plan: ActionPlan, coordinator: User) -> None:
    save(plan, by=coordinator, review_days=10, decision_days=4)
    save(plan, step(0), by=coordinator)
    plan.refresh_from_db()
    assert (plan.review_days, plan.decision_days) == (10, 4)


def refusal(plan: ActionPlan, *steps: PolicyStep, **how: Any) -> str:
    with pytest.raises(Refused) as refused:
        save(plan, *steps, **how)
    return refused.value.code


@pytest.mark.parametrize("days", [0, 61])
def test_a_term_out_of_bounds_is_refused(plan: ActionPlan, coordinator: User, days: int) -> None:
    assert refusal(plan, by=coordinator, decision_days=days) == "terms_out_of_bounds"


def test_an_unsound_policy_is_refused_with_all_its_findings(
    plan: ActionPlan, coordinator: User
) -> None:
    with pytest.raises(UnsoundPolicy) as refused:
        save(plan, step(0), step(0), step(-1, repeat_every=1), by=coordinator)
    found = [(one.code, one.step) for one in refused.value.findings]
    assert found == [("same_step", 2), ("repeated_before", 3)]
    assert (refused.value.code, rows(plan)) == ("unsound_policy", [])


def test_who_looked_at_an_older_policy_is_told(plan: ActionPlan, coordinator: User) -> None:
    looked = policy_of(plan).fingerprint
    save(plan, step(-7), by=coordinator)
    how = {"by": coordinator, "seen": looked}
    assert refusal(plan, step(0), **how) == "changed_meanwhile"
    assert said(plan) == [step(-7)]


def test_who_looked_at_older_terms_is_told_too(plan: ActionPlan, coordinator: User) -> None:
    looked = policy_of(plan).fingerprint
    save(plan, by=coordinator, review_days=9)
    assert refusal(plan, step(0), by=coordinator, seen=looked) == "changed_meanwhile"


def test_the_same_form_sent_twice_is_taken_once(plan: ActionPlan, coordinator: User) -> None:
    looked = policy_of(plan).fingerprint
    sent = [save(plan, step(0), by=coordinator, seen=looked) for _ in range(2)]
    assert sent == [PolicyChange(added=1), PolicyChange()]


def test_a_plan_that_lost_force_keeps_its_policy(plan: ActionPlan, coordinator: User) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(repealed_on=TODAY, repealed_by="№ 1")
    assert refusal(plan, step(0), by=coordinator) == "plan_repealed"
    with pytest.raises(Refused) as refused:
        add_usual_steps(plan, by=coordinator, today=TODAY, now=NOW)
    assert (refused.value.code, rows(plan)) == ("plan_repealed", [])


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_only_coordinators_of_the_plan_change_it(plan: ActionPlan, role: Role) -> None:
    own_body = person(plan.coordinator, role)
    with pytest.raises(PermissionDenied):
        save(plan, step(0), by=own_body)
    with pytest.raises(PermissionDenied):
        add_usual_steps(plan, by=own_body, today=TODAY, now=NOW)


def test_the_coordinator_of_another_plan_does_not(plan: ActionPlan) -> None:
    with pytest.raises(PermissionDenied):
        save(plan, step(0), by=person(AgencyFactory(), Role.COORDINATOR))


def test_a_coordinator_who_stopped_being_one_meanwhile_does_not(
    plan: ActionPlan, coordinator: User
) -> None:
    """The row in hand is older than the lock: another body coordinates by now."""
    ActionPlan.objects.filter(pk=plan.pk).update(coordinator=AgencyFactory())
    with pytest.raises(PermissionDenied):
        save(plan, step(0), by=coordinator)


def test_the_usual_steps_are_added_to_a_plan_from_before(
    plan: ActionPlan, coordinator: User
) -> None:
    own = step(-30, unless_acknowledged=True)
    save(plan, own, step(-20), by=coordinator)
    change = add_usual_steps(plan, by=coordinator, today=TODAY, now=NOW)
    assert change == PolicyChange(added=len(USUAL_STEPS) - 1)
    assert {own, step(-20)} < set(said(plan))
    again = add_usual_steps(plan, by=coordinator, today=TODAY, now=NOW)
    assert (again, len(said(plan))) == (PolicyChange(), len(USUAL_STEPS) + 1)


def test_the_operator_may_add_them_too(plan: ActionPlan) -> None:
    assert add_usual_steps(plan, by=None, today=TODAY, now=NOW).added == len(USUAL_STEPS)
    assert set(ReminderRule.objects.values_list("added_by", flat=True)) == {None}


def test_the_history_tells_the_newest_first(plan: ActionPlan, coordinator: User) -> None:
    default_rules(plan)
    ReminderRule.objects.update(added_at=NOW - timedelta(days=400))
    save(plan, *USUAL_STEPS[1:], step(2), by=coordinator)
    ReminderRule.objects.filter(offset=2).update(added_at=NOW)
    told = [(act.by, act.at, len(act.added), len(act.retired)) for act in policy_history(plan)]
    assert told == [
        (coordinator, NOW, 1, 1),
        (None, NOW - timedelta(days=400), len(USUAL_STEPS), 0),
    ]


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency, officer: User, coordinator: User) -> Obligation:
    """Due on 10 July 2009; reminded of a week before."""
    save(plan, step(-14), step(-7), by=coordinator)
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE
    )
    assert plan_on(-7) == 1
    return found


def plan_on(offset: int) -> int:
    return plan_reminders(today=DUE + timedelta(days=offset), now=NOW)


def test_a_step_added_whose_day_has_come_reminds_once(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    save(plan, step(-14), step(-7), step(-6), step(-5), by=coordinator)
    assert [plan_on(-4), plan_on(-4), plan_on(-3)] == [1, 0, 0]
    assert Reminder.objects.latest("pk").remind_on == DUE - timedelta(days=5)


def test_a_step_added_for_a_day_before_the_last_reminder_reminds_of_nothing(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    save(plan, step(-14), step(-10), step(-7), by=coordinator)
    assert [plan_on(-6), plan_on(0)] == [0, 0]


def test_a_step_taken_out_sends_nothing_again(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    """The step before it is the latest now, but that lies before what the person heard last."""
    save(plan, step(-14), by=coordinator)
    assert [plan_on(-7), plan_on(-6), plan_on(5)] == [0, 0, 0]


def test_a_step_that_only_says_something_new_does_not_remind_of_the_same_day_again(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    save(plan, step(-14), step(-7, may_decline=True), by=coordinator)
    assert [plan_on(-7), plan_on(-6)] == [0, 0]


def test_a_repetition_that_begins_later_goes_on_from_the_new_days(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    save(plan, step(1, repeat_every=2), by=coordinator)
    assert [plan_on(day) for day in range(6)] == [0, 1, 0, 1, 0, 1]
    save(plan, step(1, repeat_every=3), by=coordinator)
    assert [plan_on(day) for day in (5, 6, 7, 8)] == [0, 0, 1, 0]


def test_the_next_run_plans_at_once_by_the_new_policy(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    day, every = DUE - timedelta(days=6), timedelta(minutes=10)

    def planned() -> int:
        return send_reminders(today=day, now=NOW, plan_every=every).planned

    assert (planned(), planned()) == (0, 0)
    save(plan, step(-7), step(-6), by=coordinator)
    assert (planned(), planned()) == (1, 0)


def statements(plan: ActionPlan, by: User, count: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        save(plan, *[step(day) for day in range(-count, 0)], by=by)
        policy_history(plan)
    return len(queries)


def test_the_number_of_statements_does_not_grow_with_the_steps(
    plan: ActionPlan, coordinator: User
) -> None:
    ReminderClock.objects.create(pk=1)
    statements(plan, coordinator, 1)
    assert statements(plan, coordinator, 3) == statements(plan, coordinator, 30)
