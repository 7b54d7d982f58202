"""First steps on a person's own page, the page of help, and the road for who sets the site up."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, ProgressEntryFactory, UserFactory
from tests.factories import person as person_of
from tests.measures.views.conftest import signed_in
from tests.measures.views.everybody import EVERYBODY, world_of

TITLES = {
    "officer": "First steps of an officer",
    "head": "First steps of a head of agency",
    "coordinator": "First steps of a coordinator",
    "observer": "First steps of an observer",
    "administrator": "First steps of an administrator",
}


def shown(text: str) -> list[str]:
    return [role for role, title in TITLES.items() if title in text]


OWN_PAGES = [
    ("officer", "/desk/", ["officer"]),
    ("head", "/desk/", ["head"]),
    ("coordinator", "/board/", ["coordinator"]),
    ("observer", "/board/", ["observer"]),
    ("administrator", "/admin/", ["administrator"]),
    ("administrator", "/", ["administrator"]),
    ("roleless", "/", []),
]


@pytest.mark.parametrize(("who", "page", "expected"), OWN_PAGES)
def test_each_role_finds_its_first_steps_on_its_own_page(
    plan: ActionPlan, agency: Agency, who: str, page: str, expected: list[str]
) -> None:
    assert shown(world_of(plan, agency).client(who).get(page).text) == expected


def test_the_day_in_the_past_tells_no_first_steps(officer: User, coordinator: User) -> None:
    pages = [(officer, "/desk/"), (coordinator, "/board/")]
    told = [shown(signed_in(who).get(f"{page}?as_of=2009-06-30").text) for who, page in pages]
    assert told == [[], []]


def test_a_step_is_ticked_by_what_was_done(officer: User, agency: Agency) -> None:
    client = signed_in(officer)
    before = client.get("/desk/").text
    ProgressEntryFactory(obligation=ObligationFactory(agency=agency), author=officer)
    assert ("0 of 5 done" in before, "1 of 5 done" in client.get("/desk/").text) == (True, True)


def statements(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return [one["sql"] for one in caught]


@pytest.mark.parametrize(("who", "page"), [("officer", "/desk/"), ("coordinator", "/board/")])
def test_first_steps_take_one_statement_and_none_once_they_are_hidden(
    plan: ActionPlan, agency: Agency, who: str, page: str
) -> None:
    world = world_of(plan, agency)
    client = world.client(who)
    before = statements(client, page)
    client.post("/help/steps/", {"action": "hide", "next": page})
    assert (len(before) - len(statements(client, page)), sum("did_" in one for one in before)) == (
        1,
        1,
    )


@pytest.mark.parametrize("page", ["/desk/", "/help/"])
def test_help_takes_the_same_statements_for_three_rows_and_for_thirty(
    officer: User, agency: Agency, plan: ActionPlan, page: str
) -> None:
    client, counts = signed_in(officer), []
    for rows in (3, 27):
        for _ in range(rows):
            owed: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
            ProgressEntryFactory(obligation=owed, author=officer)
        counts.append(len(statements(client, page)))
    assert counts[0] == counts[1]


def test_hiding_leads_back_and_help_shows_them_again(officer: User) -> None:
    client = signed_in(officer)
    hidden = client.post("/help/steps/", {"action": "hide", "next": "/desk/"})
    without = client.get("/desk/").text
    client.post("/help/steps/", {"action": "show", "next": "/help/"})
    again = client.get("/desk/").text
    assert (hidden.url, shown(without), shown(again)) == ("/desk/", [], ["officer"])


def test_a_step_of_reading_is_marked_by_its_button(observer: User) -> None:
    client = signed_in(observer)
    client.post("/help/steps/", {"step": "observer.as-of", "next": "/board/"})
    assert "1 of 4 done" in client.get("/board/").text


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", ""])
def test_the_way_back_stays_on_the_site(officer: User, away: str) -> None:
    answer = signed_in(officer).post("/help/steps/", {"action": "hide", "next": away})
    assert (answer.status_code, answer.url) == (302, "/")


WRONG: list[tuple[dict[str, str], int, str]] = [
    ({}, 400, ""),
    ({"action": "dance"}, 400, ""),
    ({"step": "officer.hand-in"}, 200, "There is no such step to mark."),
]


@pytest.mark.parametrize(("data", "status", "said"), WRONG)
def test_what_cannot_be_asked_of_first_steps_is_refused(
    officer: User, data: dict[str, str], status: int, said: str
) -> None:
    answer = signed_in(officer).post("/help/steps/", data | {"next": "/desk/"}, follow=True)
    assert (answer.status_code, said in answer.text) == (status, True)


ADDRESSES: list[tuple[str, dict[str, int]]] = [
    ("/help/", dict.fromkeys(EVERYBODY, 200) | {"anonymous": 302}),
    ("/help/begin/", dict.fromkeys(EVERYBODY, 403) | {"anonymous": 302, "administrator": 200}),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_who_opens_which_page(
    plan: ActionPlan, agency: Agency, address: str, expected: dict[str, int]
) -> None:
    world = world_of(plan, agency)
    assert {who: world.ask(who, "GET", address, {}) for who in EVERYBODY} == expected


def test_nobody_unknown_hides_anything(client: Client, db: None) -> None:
    assert client.post("/help/steps/", {"action": "hide"}).url.startswith("/accounts/login/")


def test_whom_to_ask_is_a_body_and_told_to_who_may_read_the_plan(
    plan: ActionPlan, officer: User, coordinator: User
) -> None:
    name = plan.coordinator.name_en
    read = [signed_in(who).get("/help/").text for who in (officer, UserFactory())]
    assert [name in page for page in read] == [True, False]
    assert [word in read[0] for word in (coordinator.full_name, coordinator.email)] == [False] * 2


def test_the_road_is_ticked_as_far_as_it_is_walked(plan: ActionPlan) -> None:
    page: Any = signed_in(UserFactory(is_staff=True)).get("/help/begin/")
    taken = [one.step.key for one in page.context["road"].steps if one.done]
    assert taken == ["concept", "bodies", "plan"]


def test_help_shows_the_steps_of_the_readers_roles_and_names_the_others(agency: Agency) -> None:
    page: Any = signed_in(person_of(agency, Role.DEPUTY)).get("/help/")
    tours = [progress.tour.role for progress in page.context["tours"]]
    others = [tour.role for tour in page.context["others"]]
    assert (tours, others) == (["officer"], ["head", "coordinator", "observer", "administrator"])
