"""A later act changes the plan in one stroke; what was fulfilled stays as it was."""

import pytest

from agencies.models import Agency
from measures.models import Measure
from planner.models import ActionPlan
from tests.measures.amending import enter


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 июля 2009 года", agency)


@pytest.fixture
def quarterly(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(
        plan, "8", "ежеквартально, к 5 числу месяца, следующего за отчётным кварталом", agency
    )
