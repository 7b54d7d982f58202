"""The API tells of bodies that changed, of plans that ended and of what was taken over."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agencies.models import Succession, User
from measures.models import Measure
from planner.models import ActionPlan
from tests.api.test_api import signed_in
from tests.factories import ActionPlanFactory, AgencyFactory, MeasureFactory


def entered(old: str, new: str, day: date) -> Succession:
    bodies = [AgencyFactory(code=code) for code in (old, new)]
    return Succession.objects.create(
        predecessor=bodies[0], successor=bodies[1], kind="merge", effective_on=day, act="Указ"
    )


def test_successions_are_listed_newest_first(officer: User) -> None:
    entered("one", "two", date(2008, 1, 1))
    row = entered("three", "four", date(2009, 1, 1))
    found = signed_in(officer).get(reverse("succession-list")).json()["results"]
    assert [one["successor"] for one in found] == ["four", "two"]
    assert found[0] == {
        "id": row.pk,
        "predecessor": "three",
        "successor": "four",
        "kind": "merge",
        "effective_on": "2009-01-01",
        "act": "Указ",
    }


FILTERS = [("body=one", 1), ("body=four", 1), ("predecessor=four", 0), ("kind=split", 0)]


@pytest.mark.parametrize(("query", "rows"), FILTERS)
def test_successions_are_found_by_either_body(query: str, rows: int, officer: User) -> None:
    entered("one", "two", date(2008, 1, 1))
    entered("three", "four", date(2009, 1, 1))
    found = signed_in(officer).get(f"{reverse('succession-list')}?{query}").json()
    assert found["count"] == rows


def test_successions_are_only_read(officer: User) -> None:
    row = entered("one", "two", date(2008, 1, 1))
    client = signed_in(officer)
    answers = [
        client.post(reverse("succession-list"), {}),
        client.delete(reverse("succession-detail", args=[row.pk])),
    ]
    assert [answer.status_code for answer in answers] == [405, 405]


def test_a_plan_tells_its_previous_stage_and_how_it_ended(officer: User, plan: ActionPlan) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(
        previous=ActionPlanFactory(slug="first"), repealed_on=date(2009, 7, 1), repealed_by="Указ"
    )
    told = signed_in(officer).get(reverse("actionplan-detail", args=[plan.slug])).json()
    names = ("previous", "repealed_on", "repealed_by")
    assert [told[name] for name in names] == ["first", "2009-07-01", "Указ"]


def test_a_measure_tells_where_it_was_carried_over_from(officer: User) -> None:
    old: Measure = MeasureFactory()
    new = MeasureFactory(carried_from=old)
    told = [
        signed_in(officer).get(reverse("measure-detail", args=[one.pk])).json()["carried_from"]
        for one in (old, new)
    ]
    assert told == [None, old.pk]


@pytest.mark.parametrize("name", ["succession-list", "actionplan-list"])
def test_a_list_takes_the_same_statements_for_three_rows_and_for_thirty(
    name: str, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def add(rows: int) -> None:
        for _ in range(rows):
            Succession.objects.create(
                predecessor=AgencyFactory(),
                successor=AgencyFactory(),
                kind="rename",
                effective_on=date(2009, 1, 1),
                act="Указ",
            )
            ActionPlanFactory(previous=ActionPlanFactory())

    def statements() -> int:
        with django_assert_max_num_queries(99) as asked:
            signed_in(officer).get(reverse(name))
        return len(asked)

    add(3)
    few = statements()
    add(27)
    assert statements() == few
