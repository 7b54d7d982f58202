"""The page of a plan's policy of reminders: read by everybody, changed by its coordinators."""

import pytest
from django.test import Client

from agencies.models import User
from planner.models import ActionPlan
from tests.measures.views.conftest import signed_in
from tests.measures.views.policy.filling_in import add, step


@pytest.fixture
def page(plan: ActionPlan, coordinator: User) -> Client:
    """Of a coordinator who reads English, over a plan with two steps."""
    add(plan, step(-7, may_decline=True), step(0))
    return signed_in(coordinator)
