"""What is told of each person and step: what came of it, or why there was nothing."""

from typing import Any

import pytest
from django.utils import translation

from agencies.models import Agency
from measures.models import Obligation
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory
from tests.measures.queries.explaining.told import rule
from tests.measures.reminding import DUE


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    """Due on 10 July; officers are told seven and one days before, and three days after."""
    for offset in (-7, -1, 3):
        rule(plan, offset)
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE
    )
    return found
