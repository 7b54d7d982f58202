"""Administrators keep the Concept and its plans."""

import pytest
from django.test import Client
from django.urls import reverse

from planner.models import Concept, Goal
from tests.factories import (
    ActionPlanFactory,
    GoalFactory,
    LineOfActionFactory,
    TaskFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGES = ["concept", "goal", "task", "direction", "lineofaction", "actionplan", "indicator"]


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_the_page_of_a_goal_has_its_tasks(admin: Client) -> None:
    goal: Goal = GoalFactory()
    TaskFactory.create_batch(2, goal=goal)
    answer = admin.get(reverse("admin:planner_goal_change", args=[goal.pk]))
    forms = answer.context["inline_admin_formsets"][0].formset.initial_forms
    assert [form.instance for form in forms] == list(goal.tasks.all())


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_row_can_be_looked_at(admin: Client, concept: Concept, page: str) -> None:
    ActionPlanFactory(concept=concept)
    answer = admin.get(reverse(f"admin:planner_{page}_changelist"), {"q": "а"})
    row = answer.context["cl"].model.objects.first()
    change = admin.get(reverse(f"admin:planner_{page}_change", args=[row.pk]))
    assert (answer.status_code, change.status_code) == (200, 200)


@pytest.mark.parametrize("page", PAGES)
def test_a_list_takes_the_same_statements_for_three_and_thirty_rows(
    admin: Client, page: str, django_assert_max_num_queries: object
) -> None:
    def add(number: int) -> None:
        TaskFactory.create_batch(number)
        LineOfActionFactory.create_batch(number)
        ActionPlanFactory.create_batch(number)

    def statements() -> int:
        with django_assert_max_num_queries(99) as asked:  # type: ignore[operator]
            admin.get(reverse(f"admin:planner_{page}_changelist"))
        return len(asked)

    add(3)
    few = statements()
    add(27)
    assert statements() == few
