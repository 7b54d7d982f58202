"""Who reads the policy of a plan, what it says, and what it costs to ask."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Role, User
from measures.models import ReminderRule
from measures.rules.reminder_policy import USUAL_STEPS
from measures.services.reminders import default_rules
from planner.models import ActionPlan
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory, person
from tests.measures.views.conftest import main_of, signed_in
from tests.measures.views.policy.filling_in import add, address, form_of, message, row, send, step


def test_the_usual_steps_that_a_plan_lacks_are_shown_and_added(
    page: Client, plan: ActionPlan
) -> None:
    lacking = len(USUAL_STEPS) - 2
    assert f"<summary>{lacking} steps</summary>" in page.get(address(plan)).text
    answer = page.post(address(plan), {"action": "usual"})
    assert message(page, answer).startswith(f"Saved: {lacking} steps added.")
    assert 'value="usual"' not in page.get(address(plan)).text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_whoever_has_a_role_reads_it_and_changes_nothing(plan: ActionPlan, role: Role) -> None:
    add(plan, step(-7))
    reader = signed_in(person(AgencyFactory(), role))
    shown = reader.get(address(plan))
    assert (shown.status_code, "7 days before the day" in shown.text) == (200, True)
    main = main_of(shown.text)
    assert (main.count("<button"), 'name="steps-' in main) == (0, False)
    for action in ("save", "usual"):
        assert reader.post(address(plan), {"action": action}).status_code == 403


def test_the_coordinator_of_another_plan_reads_it_too(plan: ActionPlan) -> None:
    other = ActionPlanFactory()
    reader = signed_in(person(other.coordinator, Role.COORDINATOR))
    assert "rows" not in reader.get(address(plan)).context
    assert reader.post(address(plan), {"action": "usual"}).status_code == 403


@pytest.mark.parametrize("administrator", [False, True])
def test_without_a_role_nobody_sees_it(plan: ActionPlan, administrator: bool) -> None:
    nobody = signed_in(UserFactory(is_staff=administrator, is_superuser=administrator))
    assert nobody.get(address(plan)).status_code == 403
    assert nobody.post(address(plan), {"action": "usual"}).status_code == 403


def test_a_plan_that_lost_force_is_read_only(page: Client, plan: ActionPlan) -> None:
    typed = {**form_of(page, plan), "steps-0-count": "9", "action": "save"}
    ActionPlan.objects.update(repealed_on="2009-07-01", repealed_by="№ 1")
    assert "rows" not in page.get(address(plan)).context
    for sent in (typed, {"action": "usual"}):
        answer = page.post(address(plan), sent)
        assert message(page, answer) == "This plan has lost force: nothing in it is changed."
    assert ReminderRule.objects.count() == 2


def test_the_page_says_who_changed_what(page: Client, plan: ActionPlan, coordinator: User) -> None:
    send(page, plan, **row(0, DELETE="on"))
    shown = page.get(address(plan)).text
    assert str(coordinator) in shown
    assert "1 step retired" in shown
    assert "by the program" in shown


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_opens_in_three_languages(
    plan: ActionPlan, coordinator: User, officer: User, language: str
) -> None:
    default_rules(plan)
    User.objects.update(language=language)
    for reader in (coordinator, officer):
        assert f'<html lang="{language}">' in signed_in(reader).get(address(plan)).text


def test_it_is_found_from_the_plan_and_from_the_page_of_reminders(
    page: Client, plan: ActionPlan, officer: User
) -> None:
    link = f'href="{address(plan)}"'
    plan_page = reverse("measures:plan", args=[plan.slug])
    assert link in signed_in(officer).get(plan_page).text
    assert link in page.get(reverse("measures:reminders")).text
    stranger = signed_in(person(AgencyFactory(), Role.COORDINATOR))
    assert link not in stranger.get(reverse("measures:reminders")).text


def statements(client: Client, plan: ActionPlan) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address(plan))
    return len(queries)


def test_the_page_takes_the_same_statements_for_3_steps_and_for_30(
    plan: ActionPlan, coordinator: User, officer: User
) -> None:
    readers = [signed_in(coordinator), signed_in(officer)]
    add(plan, *(step(day) for day in range(3)))
    few = [statements(reader, plan) for reader in readers]
    add(plan, *(step(day) for day in range(3, 30)))
    assert [statements(reader, plan) for reader in readers] == few
