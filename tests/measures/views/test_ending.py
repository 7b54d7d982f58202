"""Plans and Concepts lose force by an act that a person enters; both stay readable."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Measure, ProgressEntry
from measures.services.ending_plans import repeal_plan
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan, Concept
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory, person
from tests.measures.amending import enter, owed
from tests.measures.views.conftest import signed_in

DAY = date(2009, 7, 1)
ACT = "Постановление № 1"
SENT = {"act": ACT, "on": DAY.isoformat(), "sure": "on"}


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 октября 2009 года", agency)


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def head(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.HEAD)


@pytest.fixture
def foreign(db: None) -> User:
    """Coordinates the plans of another body."""
    return person(AgencyFactory(), Role.COORDINATOR)


def end(user: User, plan: ActionPlan, **typed: Any) -> Any:
    return signed_in(user).post(f"/plans/{plan.slug}/end/", {**SENT, **typed})


def repeal(user: User, concept: Concept, **typed: Any) -> Any:
    return signed_in(user).post(f"/concepts/{concept.slug}/repeal/", {**SENT, **typed})


NOT_THEIRS = ["officer", "head", "observer", "foreign", "administrator"]


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_only_the_coordinating_body_ends_a_plan(
    who: str, law: Measure, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    opened = signed_in(user).get(f"/plans/{law.plan.slug}/end/").status_code
    assert (opened, end(user, law.plan).status_code) == (403, 403)
    assert ActionPlan.objects.get().repealed_on is None


@pytest.mark.parametrize("who", ["officer", "head", "observer", "foreign", "coordinator"])
def test_only_administrators_repeal_a_concept(
    who: str, law: Measure, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    opened = signed_in(user).get(f"/concepts/{law.plan.concept.slug}/repeal/").status_code
    assert (opened, repeal(user, law.plan.concept).status_code) == (403, 403)
    assert Concept.objects.get().repealed_on is None


def test_the_page_tells_what_will_happen(
    law: Measure, agency: Agency, officer: User, coordinator: User
) -> None:
    other = enter(law.plan, "8", "до 1 ноября 2009 года", agency)
    entry = save_draft(other.obligations.get(), Draft("Отчёт."), by=officer, today=DAY)
    submit(entry, by=officer, today=DAY)
    page = signed_in(coordinator).get(f"/plans/{law.plan.slug}/end/")
    told = page.context["ends"]
    assert (told.measures, told.reports, told.in_review) == (2, 2, 1)
    assert ProgressEntry.objects.get().state == "submitted"


def test_confirmed_the_plan_ends_and_the_page_says_so(law: Measure, coordinator: User) -> None:
    answer = end(coordinator, law.plan)
    page = signed_in(coordinator).get(answer["location"])
    law.refresh_from_db()
    assert (law.state, owed(law)[0][2]) == ("lapsed", "withdrawn")
    assert "This plan lost force on 1 July 2009: Постановление № 1." in page.text


def test_a_plan_that_lost_force_offers_no_changing_actions(law: Measure, coordinator: User) -> None:
    client = signed_in(coordinator)
    page, measure = f"/plans/{law.plan.slug}/", f"/measures/{law.pk}/"
    actions = ["import/", "end/", "take-over/", "remove/"]
    before = client.get(page).text + client.get(measure).text
    repeal_plan(law.plan, act=ACT, on=DAY, by=coordinator, today=DAY)
    after = client.get(page).text + client.get(measure).text
    told = [[f'{action}"' in text for action in actions] for text in (before, after)]
    assert told == [[True] * 4, [False] * 4]


def test_before_that_day_the_plan_was_in_force(law: Measure, coordinator: User) -> None:
    repeal_plan(law.plan, act=ACT, on=DAY, by=coordinator, today=DAY)
    client, page = signed_in(coordinator), f"/plans/{law.plan.slug}/?as_of="
    told = ["lost force" in client.get(page + day).text for day in ("2009-06-30", "2009-07-01")]
    assert told == [False, True]


def test_the_list_of_plans_says_which_lost_force(law: Measure, coordinator: User) -> None:
    ActionPlanFactory(concept=law.plan.concept)
    repeal_plan(law.plan, act=ACT, on=DAY, by=coordinator, today=DAY)
    assert signed_in(coordinator).get("/plans/").text.count("This plan lost force") == 1


REFUSED = [
    ({"act": ""}, "act", "This field is required."),
    ({"on": "2009-07-07"}, "on", "not in force yet"),
    ({"on": ""}, "on", "This field is required."),
    ({"sure": ""}, "sure", "Tick this to go on."),
]


@pytest.mark.parametrize(("typed", "field", "said"), REFUSED)
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    typed: dict[str, str], field: str, said: str, law: Measure, coordinator: User
) -> None:
    page = end(coordinator, law.plan, **typed)
    form = page.context["form"]
    assert (page.status_code, said in "".join(form.errors[field])) == (422, True)
    sent = {**SENT, **typed}
    assert [form[name].value() for name in ("act", "on")] == [sent["act"], sent["on"]]
    assert ActionPlan.objects.get().repealed_on is None


def test_a_plan_ends_once(law: Measure, coordinator: User) -> None:
    end(coordinator, law.plan)
    again = end(coordinator, law.plan, act="Другой акт")
    assert (again.status_code, again.context["form"].non_field_errors()) == (
        422,
        ["This plan has lost force already."],
    )
    assert ActionPlan.objects.get().repealed_by == ACT


def test_a_repealed_concept_ends_its_plans_and_both_stay_readable(
    law: Measure, administrator: User, officer: User
) -> None:
    plan = law.plan
    told = signed_in(administrator).get(f"/concepts/{plan.concept.slug}/repeal/").context["ends"]
    answer = repeal(administrator, plan.concept)
    concept = signed_in(officer).get(answer["location"])
    page = signed_in(officer).get(f"/plans/{plan.slug}/")
    assert [(one.plan, one.measures, one.reports) for one in told] == [(plan, 1, 1)]
    assert ("This concept is repealed." in concept.text, "This plan lost force" in page.text) == (
        True,
        True,
    )


def test_a_concept_is_repealed_once(law: Measure, administrator: User) -> None:
    repeal(administrator, law.plan.concept)
    again = repeal(administrator, law.plan.concept, act="Другой акт")
    assert (again.status_code, Concept.objects.get().repealed_by) == (422, ACT)


def test_a_repeal_recorded_ahead_of_its_day_waits_for_it(
    law: Measure, administrator: User, today: date
) -> None:
    rows = Concept.objects.filter(pk=law.plan.concept_id)
    rows.update(repealed_on=date(2011, 5, 23), repealed_by="Указ № 88")
    page = f"/concepts/{law.plan.concept.slug}/repeal/"
    early = signed_in(administrator).get(page)
    refused = repeal(administrator, law.plan.concept)
    rows.update(repealed_on=today)
    due = signed_in(administrator).get(page).context["form"]
    repeal(administrator, law.plan.concept)
    assert (early.context["open"], refused.status_code, list(due.fields)) == (False, 422, ["sure"])
    assert ActionPlan.objects.get().repealed_by == "Указ № 88"


def test_only_who_may_is_offered_the_page_of_the_repeal(
    law: Measure, administrator: User, coordinator: User
) -> None:
    page = f"/concept/{law.plan.concept.slug}/"
    link = f"/concepts/{law.plan.concept.slug}/repeal/"
    told = [link in signed_in(user).get(page).text for user in (administrator, coordinator)]
    assert told == [True, False]


def test_the_page_of_the_repeal_takes_the_same_statements_for_many_plans(
    administrator: User, plan: ActionPlan
) -> None:
    client, counts = signed_in(administrator), []
    for rows in (3, 27):
        ActionPlanFactory.create_batch(rows, concept=plan.concept)
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/concepts/{plan.concept.slug}/repeal/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_speak_the_readers_language(
    language: str, law: Measure, coordinator: User, administrator: User
) -> None:
    User.objects.update(language=language)
    plan = law.plan
    seen = [
        signed_in(User.objects.get(pk=user.pk)).get(page).text
        for user, page in (
            (coordinator, f"/plans/{plan.slug}/end/"),
            (administrator, f"/concepts/{plan.concept.slug}/repeal/"),
        )
    ]
    titles = {getattr(plan, f"title_{code}") for code in ("ru", "kk", "en")}
    others = titles - {getattr(plan, f"title_{language}")}
    assert [f'<html lang="{language}">' in text for text in seen] == [True, True]
    assert [title in text for text in seen for title in others] == [False] * 4
