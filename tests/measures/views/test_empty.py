"""A list with nothing in it says what is missing and what its reader can do."""

import pytest
from django.test import Client

from agencies.models import Agency, Role, User
from measures.services.amendments import start_amendment
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory, person
from tests.measures.views.conftest import signed_in
from tests.measures.views.everybody import DAY


def reader(who: str, body: Agency) -> Client:
    if who == "administrator":
        admin = UserFactory(is_staff=True, is_superuser=True)
        admin.memberships.create(agency=body, role=Role.OBSERVER)
        return signed_in(admin)
    return signed_in(person(body, Role(who)))


NO_PLAN = [
    ("administrator", "The road begins with the Concept and the bodies"),
    ("coordinator", "Then you enter its table from a file."),
    ("officer", "The coordinating body enters it."),
    ("observer", "The coordinating body enters it."),
]


@pytest.mark.parametrize(("who", "said"), NO_PLAN)
def test_without_any_plan_each_reader_is_told_who_begins(db: None, who: str, said: str) -> None:
    page = reader(who, AgencyFactory()).get("/plans/").text
    assert [words in page for words in ("No plan has been entered yet.", said)] == [True] * 2


def test_the_road_is_offered_to_the_administrator_alone(db: None) -> None:
    pages = [reader(who, AgencyFactory()).get("/plans/").text for who, _said in NO_PLAN]
    assert ['href="/help/begin/"' in page for page in pages] == [True, False, False, False]


def test_before_the_first_plan_a_past_day_leads_back_to_today(
    plan: ActionPlan, agency: Agency
) -> None:
    page = reader("officer", agency).get("/plans/?as_of=1999-01-01").text
    assert ("No plan was known by that day." in page, 'href="/plans/"' in page) == (True, True)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("administrator", "Enter a Concept"),
        ("officer", "An administrator enters it, before the first plan."),
    ],
)
def test_without_a_concept_the_menu_does_not_lead_nowhere(db: None, who: str, said: str) -> None:
    answer = reader(who, AgencyFactory()).get("/concept/")
    assert (answer.status_code, said in answer.text) == (404, True)


def test_a_plan_without_amendments_tells_its_coordinator_how_to_begin(
    plan: ActionPlan, coordinator: User, stranger: User
) -> None:
    pages = [
        signed_in(who).get(f"/plans/{plan.slug}/amendments/") for who in (coordinator, stranger)
    ]
    begin, stands = "draft the amendment here first", "It stands as it was approved."
    assert [(begin in page.text, stands in page.text) for page in pages] == [
        (True, False),
        (False, True),
    ]


def test_a_draft_without_items_points_at_what_the_act_may_do(
    plan: ActionPlan, coordinator: User
) -> None:
    draft = start_amendment(plan, by=coordinator, today=DAY)
    page = signed_in(coordinator).get(f"/amendments/{draft.pk}/").text
    assert "Choose below what the act does" in page


def test_two_days_that_say_the_same_lead_to_the_amendments(
    plan: ActionPlan, stranger: User
) -> None:
    days = "first=2009-01-01&second=2009-07-06"
    page = signed_in(stranger).get(f"/plans/{plan.slug}/compare/?{days}").text
    assert "The plan says the same on both days." in page
    assert f'href="/plans/{plan.slug}/amendments/"' in page


def test_a_day_without_reminders_offers_the_next(coordinator: User) -> None:
    page = signed_in(coordinator).get("/reminders/preview/?on=2009-07-10").text
    assert "Nobody is reminded of anything that day." in page
    assert page.count("on=2009-07-11") == 2


def test_no_quarter_yet_tells_when_a_round_opens(officer: User) -> None:
    page = signed_in(officer).get("/reports/").text
    assert "A round opens by itself on the first day of a period." in page
