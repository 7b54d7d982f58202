"""What the database refuses, whoever writes: numbers twice, a plan outside its Concept."""

from datetime import date

import pytest

from planner.models import ActionPlan, Concept, Indicator, IndicatorValue, ValueKind
from tests.database import is_refused
from tests.factories import (
    ActionPlanFactory,
    ConceptFactory,
    DirectionFactory,
    GoalFactory,
    LineOfActionFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db


def test_a_number_stands_once_under_its_owner() -> None:
    goal = GoalFactory(number=1)
    task = TaskFactory(goal=goal, number=1)
    direction = DirectionFactory(concept=goal.concept, number=1)
    line = LineOfActionFactory(direction=direction, number=1)
    assert is_refused(lambda: GoalFactory(concept=goal.concept, number=1))
    assert is_refused(lambda: TaskFactory(goal=task.goal, number=1))
    assert is_refused(lambda: DirectionFactory(concept=goal.concept, number=1))
    assert is_refused(lambda: LineOfActionFactory(direction=line.direction, number=1))
    assert not is_refused(lambda: GoalFactory(number=1))


def test_a_direction_and_a_part_of_the_mechanism_may_share_a_number() -> None:
    direction = DirectionFactory(number=1, kind="direction")
    part = {"concept": direction.concept, "number": 1, "kind": "mechanism"}
    assert not is_refused(lambda: DirectionFactory(**part))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refused"),
    [
        (date(2007, 1, 1), date(2015, 12, 31), False),
        (date(2006, 12, 31), date(2010, 12, 31), True),
        (date(2008, 1, 1), date(2016, 1, 1), True),
    ],
)
def test_a_plan_is_entered_only_inside_its_concept(
    starts_on: date, ends_on: date, refused: bool
) -> None:
    concept = ConceptFactory()
    period = {"starts_on": starts_on, "ends_on": ends_on}
    assert is_refused(lambda: ActionPlanFactory(concept=concept, **period)) is refused


def test_a_plan_is_not_moved_outside_its_concept() -> None:
    plans = ActionPlan.objects.filter(pk=ActionPlanFactory().pk)
    assert is_refused(lambda: plans.update(ends_on=date(2016, 6, 30)))
    assert is_refused(lambda: plans.update(starts_on=date(2006, 6, 30)))
    assert not is_refused(lambda: plans.update(ends_on=date(2011, 12, 31)))


def test_a_plan_is_not_given_to_a_concept_of_another_time() -> None:
    plans = ActionPlan.objects.filter(pk=ActionPlanFactory().pk)
    later = ConceptFactory(starts_on=date(2017, 1, 1), ends_on=date(2021, 12, 31))
    assert is_refused(lambda: plans.update(concept=later))


def test_a_concept_does_not_shrink_below_its_plans() -> None:
    concepts = Concept.objects.filter(pk=ActionPlanFactory().concept_id)
    assert is_refused(lambda: concepts.update(ends_on=date(2009, 12, 31)))
    assert is_refused(lambda: concepts.update(starts_on=date(2008, 6, 1)))
    assert not is_refused(lambda: concepts.update(ends_on=date(2010, 12, 31)))


def test_a_concept_is_repealed_by_an_act() -> None:
    day = date(2011, 5, 23)
    assert is_refused(lambda: ConceptFactory(repealed_on=day))
    assert not is_refused(lambda: ConceptFactory(repealed_on=day, repealed_by="№ 88"))


def test_a_figure_of_the_country_stands_once_a_year() -> None:
    indicator = Indicator.objects.create(
        concept=ConceptFactory(), code="x", name_ru="x", unit_ru="x", source="§1"
    )

    def add() -> IndicatorValue:
        return IndicatorValue.objects.create(
            indicator=indicator, year=2006, kind=ValueKind.BASELINE, value=1, source="§1"
        )

    assert not is_refused(add)
    assert is_refused(add)
