"""An administrator enters that a body was renamed, merged or split, step by step."""

import pytest

from agencies.models import Agency, User
from measures.models import Measure
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory
from tests.measures.amending import enter


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def heir(db: None) -> Agency:
    return AgencyFactory(code="heir", short_en="Heir")


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 октября 2009 года", agency)
