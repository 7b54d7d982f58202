"""Plans and Concepts that end, the next plan, and bodies that are succeeded."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from tests.api.asking import code_of, fields_of, get, post
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    person,
)


def test_a_plan_loses_force(owed: Obligation, plan: ActionPlan, coordinator: User) -> None:
    seen = get(coordinator, "plan-ending-end", plan.slug).json()
    unsure = post(coordinator, "plan-ending-end", plan.slug, act="№ 1", on="2009-07-01")
    act = {"act": "№ 1", "on": "2009-07-01", "sure": True}
    done = post(coordinator, "plan-ending-end", plan.slug, **act).json()
    again = post(coordinator, "plan-ending-end", plan.slug, **act)
    assert (seen["measures"], seen["reports"], done["measures"]) == (1, 1, 1)
    assert (fields_of(unsure), code_of(again)) == ((400, ["sure"]), (409, "repealed"))


def test_the_next_plan_takes_over(owed: Obligation, plan: ActionPlan, coordinator: User) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(ends_on=date(2009, 6, 30))
    target = ActionPlanFactory(
        concept=plan.concept, coordinator=plan.coordinator, starts_on=date(2009, 7, 1)
    )
    [offered] = get(coordinator, "plan-ending-take-over", target.slug).json()["results"]
    chosen = {"measure": owed.measure_id, "deadline": {"ru": "до 1 декабря 2009 года"}}
    body = {"source": plan.slug, "measures": [chosen]}
    done = post(coordinator, "plan-ending-take-over", target.slug, **body)
    again = post(coordinator, "plan-ending-take-over", target.slug, **body)
    assert (offered["measure"]["id"], offered["left"]) == (owed.measure_id, 1)
    assert (done.status_code, target.measures.get().carried_from_id) == (201, owed.measure_id)
    assert code_of(again) == (409, "not_unfinished")
    nowhere = get(coordinator, "plan-ending-take-over", target.slug, source="nothing")
    assert fields_of(nowhere) == (400, ["source"])


@pytest.fixture
def keeper(agency: Agency) -> User:
    return person(agency, Role.OFFICER, is_staff=True, is_superuser=True)


def test_a_concept_is_repealed(owed: Obligation, plan: ActionPlan, keeper: User) -> None:
    slug = plan.concept.slug
    [seen] = get(keeper, "concept-ending-repeal", slug).json()
    nothing = post(keeper, "concept-ending-repeal", slug, sure=True)
    act = {"act": "Указ № 1", "on": "2009-07-01", "sure": True}
    done = post(keeper, "concept-ending-repeal", slug, **act).json()
    again = post(keeper, "concept-ending-repeal", slug, **act)
    told = get(keeper, "concept-side-hierarchy", slug).json()
    assert (seen["plan"], done["measures"], told["is_repealed"]) == (plan.slug, 1, True)
    assert (fields_of(nothing), code_of(again)) == ((400, ["on"]), (409, "repealed"))


def test_a_body_is_succeeded(
    owed: Obligation, plan: ActionPlan, keeper: User, officer: User
) -> None:
    heir, code = AgencyFactory(), owed.agency.code
    seen = get(keeper, "agency-succession-passes-on", code).json()
    order = {"kind": "rename", "effective_on": "2009-07-01", "act": "Указ", "successor": heir.code}
    foreseen = post(keeper, "agency-succession-succession-preview", code, **order).json()
    strange = post(keeper, "agency-succession-succession", code, **{**order, "successor": "nobody"})
    done = post(keeper, "agency-succession-succession", code, **order)
    passed = get(keeper, "agency-succession-passed-on", code).json()["results"]
    owed.refresh_from_db()
    assert ([one["measure"]["id"] for one in seen["shares"]], foreseen["obligations"]) == (
        [owed.measure_id],
        1,
    )
    assert (fields_of(strange), done.status_code) == ((400, ["successor"]), 201)
    assert [one["id"] for one in passed] == [owed.measure_id]
    assert code_of(post(keeper, "agency-succession-succession", code, **order)) == (
        409,
        "abolished",
    )


def test_the_latest_concept(plan: ActionPlan, officer: User) -> None:
    told = get(officer, "concept-side-hierarchy", "latest").json()
    assert (told["slug"], told["plans"], told["is_repealed"]) == (
        plan.concept.slug,
        [plan.slug],
        False,
    )
