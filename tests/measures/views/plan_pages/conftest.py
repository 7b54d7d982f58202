"""A plan seen from several sides, and an agency: who reads, of which day, in which language."""

from datetime import date

import pytest

from agencies.models import Agency, User
from measures.models import Obligation
from planner.models import ActionPlan
from tests.factories import (
    DeadlineFactory,
    DirectionFactory,
    ExecutorFactory,
    GoalFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    UserFactory,
)


@pytest.fixture
def late(plan: ActionPlan, agency: Agency) -> Obligation:
    """On a measure that serves a task and a line of action of the plan's Concept."""
    measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    ExecutorFactory(measure=measure, agency=agency)
    direction = DirectionFactory(concept=plan.concept, text_kk="Көші-қон", text_en="Migration")
    measure.lines.add(LineOfActionFactory(direction=direction))
    measure.tasks.add(TaskFactory(goal=GoalFactory(concept=plan.concept)))
    owed: Obligation = ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 1))
    return owed


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)
