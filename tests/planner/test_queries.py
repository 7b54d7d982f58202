"""The whole Concept in a fixed number of statements."""

import pytest

from planner.models import Concept
from planner.queries import Hierarchy, hierarchy, latest_concept
from tests.factories import ConceptFactory, DirectionFactory, LineOfActionFactory, TaskFactory


def walk(tree: Hierarchy) -> int:
    """Touches every row a page shows; returns how many there are."""
    goals = sum(1 + len(goal.tasks.all()) for goal in tree.goals)
    parts = [*tree.directions, *tree.mechanism]
    lines = sum(1 + len(part.lines.all()) for part in parts)
    figures = sum(len([row.region for row in one.values.all()]) for one in tree.indicators)
    return goals + lines + figures + len(tree.principles)


def test_the_tree_holds_the_concept_in_its_own_order(concept: Concept) -> None:
    tree = hierarchy(concept)
    assert [task.number for task in tree.goals[0].tasks.all()] == list(range(1, 15))
    assert [part.source for part in tree.directions] == [f"§4.{n}" for n in range(1, 6)]
    assert [part.source for part in tree.mechanism] == [f"§5.{n}" for n in range(1, 5)]
    assert [line.source for line in tree.directions[2].lines.all()] == [
        f"§4.3({n})" for n in range(1, 5)
    ]
    assert (len(tree.principles), tree.indicators[0].code) == (10, "arrivals")


def test_the_tree_takes_eight_statements(
    concept: Concept, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(8):  # type: ignore[operator]
        assert walk(hierarchy(concept)) == 1 + 14 + 9 + 27 + 32 + 10


@pytest.mark.django_db
def test_a_longer_concept_takes_no_more_statements(django_assert_num_queries: object) -> None:
    task = TaskFactory()
    concept = task.goal.concept
    TaskFactory.create_batch(30, goal=task.goal)
    for part in DirectionFactory.create_batch(30, concept=concept):
        LineOfActionFactory.create_batch(2, direction=part)
    with django_assert_num_queries(7):  # type: ignore[operator]  # no indicator, so no values
        assert walk(hierarchy(concept)) == 1 + 31 + 30 * 3


@pytest.mark.django_db
def test_the_latest_concept_is_the_one_that_starts_last() -> None:
    assert latest_concept() is None
    ConceptFactory(slug="later", starts_on="2017-01-01", ends_on="2021-12-31")
    ConceptFactory(slug="earlier")
    assert latest_concept() == Concept.objects.get(slug="later")
