"""Administrators keep the Concept and its plans."""

from typing import Any

import pytest
from django.db.models import Model
from django.forms.models import model_to_dict
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


NO_ROWS = {
    f"{name}-{count}": "0"
    for name in ("sections", "amendments", "goals", "principles", "directions")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def sent(row: Model) -> dict[str, Any]:
    return {
        name: value for name, value in model_to_dict(row).items() if value is not None
    } | NO_ROWS


def test_a_plan_that_outlives_its_concept_is_refused_in_words(admin: Client) -> None:
    plan = ActionPlanFactory()
    address = reverse("admin:planner_actionplan_change", args=[plan.pk])
    kept = admin.post(address, sent(plan))
    refused = admin.post(address, sent(plan) | {"ends_on": "2030-12-31"})
    said = refused.context["adminform"].form.non_field_errors()
    assert (kept.status_code, "2015" in said[0]) == (302, True)


def test_a_concept_that_leaves_a_plan_outside_is_refused_in_words(admin: Client) -> None:
    plan = ActionPlanFactory()
    address = reverse("admin:planner_concept_change", args=[plan.concept_id])
    kept = admin.post(address, sent(plan.concept))
    refused = admin.post(address, sent(plan.concept) | {"ends_on": "2009-12-31"})
    said = refused.context["adminform"].form.non_field_errors()
    assert (kept.status_code, str(plan) in said[0]) == (302, True)


def test_a_repeal_is_entered_on_its_own_page(admin: Client) -> None:
    concept = ActionPlanFactory().concept
    address = reverse("admin:planner_concept_change", args=[concept.pk])
    admin.post(address, sent(concept) | {"repealed_on": "2009-01-01", "repealed_by": "Указ"})
    concept.refresh_from_db()
    assert concept.repealed_on is None
    assert f'href="/concepts/{concept.slug}/repeal/"' in admin.get(address).text


def test_the_slug_of_a_plan_is_chosen_once(admin: Client) -> None:
    """What was published, and what people have marked, is found by it."""
    plan = ActionPlanFactory(slug="plan-2009")
    page = reverse("admin:planner_actionplan_change", args=[plan.pk])
    assert "slug" not in admin.get(page).context["adminform"].form.fields
    new = admin.get(reverse("admin:planner_actionplan_add"))
    assert "slug" in new.context["adminform"].form.fields
