"""Every address of the legal life of a plan, asked by everybody: who is answered, who is refused.

An address that a table here does not name is not tested; a person that a row does not name is
refused.
"""

import pytest

from agencies.models import Agency
from measures.models import Change
from planner.models import ActionPlan
from tests.measures.views.everybody import EVERYBODY, World, world_of

PAST = "?as_of=2009-06-30"

COORDINATOR = {"coordinator"}
ADMINISTRATOR = {"administrator"}
OWERS = {"officer", "head"}
OVERSEERS = {"observer", "foreign", "coordinator"}
WITH_A_ROLE = {"stranger", "co", *OWERS, *OVERSEERS}


@pytest.fixture
def world(plan: ActionPlan, agency: Agency) -> World:
    return world_of(plan, agency)


WRITTEN = {"act": "", "measure": "{law}", "do": "move", "action": "preview"}

# (address, who is answered, with which status)
READ = [
    ("/plans/{plan}/amendments/", WITH_A_ROLE, 200),
    ("/plans/{plan}/reminders/", WITH_A_ROLE, 200),
    ("/plans/{plan}/compare/?first=2009-01-01&second=2009-06-30", WITH_A_ROLE, 200),
    ("/plans/" + PAST, WITH_A_ROLE, 200),
    ("/plans/{plan}/" + PAST, WITH_A_ROLE, 200),
    ("/plans/{plan}/export/" + PAST, WITH_A_ROLE, 200),
    ("/plans/{plan}/export.xlsx" + PAST, WITH_A_ROLE, 200),
    ("/measures/{law}/" + PAST, WITH_A_ROLE, 200),
    ("/obligations/{owed}/" + PAST, OWERS | OVERSEERS, 200),
    ("/obligations/{internal}/" + PAST, {"co"} | OVERSEERS, 200),
    ("/board/" + PAST, OVERSEERS, 200),
    ("/review/" + PAST, OVERSEERS, 200),
    ("/desk/" + PAST, {"stranger", "co"} | OWERS, 200),
    ("/amendments/{applied}/", WITH_A_ROLE, 200),
    ("/amendments/{draft}/", COORDINATOR, 200),
    ("/amendments/{draft}/add/", COORDINATOR, 200),
    ("/amendments/{draft}/table/", COORDINATOR, 200),
    ("/amendments/{draft}/reword/{law}/", COORDINATOR, 200),
    ("/changes/{item}/", COORDINATOR, 302),
    ("/plans/{plan}/end/", COORDINATOR, 200),
    ("/plans/{plan}/take-over/", COORDINATOR, 200),
    ("/imports/{import}/", COORDINATOR, 200),
    ("/concepts/{concept}/repeal/", ADMINISTRATOR, 200),
    ("/succession/", ADMINISTRATOR, 200),
    ("/succession/{body}/", ADMINISTRATOR, 200),
    ("/obligations/{owed}/extension/", OWERS | COORDINATOR, 200),
    ("/extensions/{asked}/", COORDINATOR, 200),
    ("/extensions/{asked_inside}/", OWERS | COORDINATOR, 200),
    ("/deadlines/{deadline}/", COORDINATOR, 200),
    ("/calendar/2009/", WITH_A_ROLE | ADMINISTRATOR, 200),
    ("/admin/agencies/succession/", ADMINISTRATOR, 200),
]  # fmt: skip

WRITE = [
    ("/plans/{plan}/amendments/", COORDINATOR, 302),
    ("/plans/{plan}/reminders/", COORDINATOR, 422),
    ("/amendments/{applied}/", COORDINATOR, 422),
    ("/amendments/{draft}/", COORDINATOR, 422),
    ("/amendments/{draft}/add/", COORDINATOR, 422),
    ("/amendments/{draft}/table/", COORDINATOR, 422),
    ("/amendments/{draft}/strike/", COORDINATOR, 302),
    ("/amendments/{draft}/reword/{law}/", COORDINATOR, 422),
    ("/amendments/{draft}/drop/", COORDINATOR, 302),
    ("/amendments/{applied}/drop/", COORDINATOR, 302),
    ("/amendments/{applied}/reopen/", COORDINATOR, 302),
    ("/changes/{item}/drop/", COORDINATOR, 302),
    ("/plans/{plan}/end/", COORDINATOR, 422),
    ("/plans/{plan}/take-over/", COORDINATOR, 200),
    ("/imports/{import}/read/", COORDINATOR, 302),
    ("/concepts/{concept}/repeal/", ADMINISTRATOR, 422),
    ("/succession/{body}/", ADMINISTRATOR, 422),
    ("/obligations/{owed}/parts/", OWERS, 422),
    ("/obligations/{owed}/extension/", OWERS | COORDINATOR, 422),
    ("/extensions/{asked}/", COORDINATOR, 422),
    ("/extensions/{asked_inside}/", OWERS | COORDINATOR, 422),
    ("/deadlines/{deadline}/", COORDINATOR, 422),
    ("/calendar/2009/", ADMINISTRATOR, 422),
]


def _asked_of_everybody(
    world: World, method: str, address: str, data: dict[str, str]
) -> dict[str, int]:
    return {who: world.ask(who, method, address, data) for who in EVERYBODY}


def _expected(answered: set[str], status: int) -> dict[str, int]:
    told = {who: status if who in answered else 403 for who in EVERYBODY}
    return {**told, "anonymous": 302}


@pytest.mark.parametrize(("address", "answered", "status"), READ)
def test_a_page_is_shown_to_those_named_only(
    address: str, answered: set[str], status: int, world: World
) -> None:
    expected = _expected(answered, status)
    if address.startswith("/admin/"):  # its own door asks who has no business there to sign in
        expected = {who: 200 if who in answered else 302 for who in EVERYBODY}
    assert _asked_of_everybody(world, "GET", address, {}) == expected


@pytest.mark.parametrize(("address", "answered", "status"), WRITE)
def test_a_form_is_taken_from_those_named_only(
    address: str, answered: set[str], status: int, world: World
) -> None:
    told = _asked_of_everybody(world, "POST", address, WRITTEN)
    assert told == _expected(answered, status)


# Pages that only show, and addresses that only do: another method finds nothing there.
OTHER_METHODS = [
    *(("POST", address) for address in (
        "/plans/{plan}/compare/", "/plans/", "/plans/{plan}/", "/plans/{plan}/export/",
        "/plans/{plan}/export.xlsx", "/measures/{law}/", "/board/", "/review/", "/desk/",
        "/succession/", "/imports/{import}/", "/calendar/",
    )),
    *(("GET", address) for address in (
        "/amendments/{draft}/drop/", "/amendments/{draft}/reopen/",
        "/amendments/{draft}/strike/", "/changes/{item}/drop/",
        "/imports/{import}/read/", "/imports/{import}/apply/",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("method", "address"), OTHER_METHODS)
def test_another_method_is_answered_to_nobody(method: str, address: str, world: World) -> None:
    expected = {who: 302 if who == "anonymous" else 405 for who in EVERYBODY}
    assert _asked_of_everybody(world, method, address, {}) == expected
    assert Change.objects.count() == 2


NOTHING: dict[str, str] = {}
MORE_TIME = {"obligation": "{internal}", "proposed_on": "2009-10-01", "reason": "Ждём"}
GRANT = {"granted_on": "2009-12-01", "act": "Постановление № 5", "act_on": "2009-07-01"}
REFUSAL = {"note": "Времени достаточно"}
DATES = {"event_on": "2009-07-01"}

# (method, address, sent, who is answered, with which status, how others with a role are refused)
API: list[tuple[str, str, dict[str, str], set[str], int, int]] = [
    ("GET", "/api/v1/measures/" + PAST, NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/obligations/" + PAST, NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/obligations/{owed}/" + PAST, NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/successions/", NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/deadlines/?waiting=true", NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/extensions/", NOTHING, WITH_A_ROLE, 200, 403),
    ("GET", "/api/v1/extensions/{asked}/", NOTHING, OWERS | OVERSEERS, 200, 404),
    ("GET", "/api/v1/extensions/{asked_inside}/", NOTHING, {"co"} | OWERS | OVERSEERS, 200, 404),
    ("POST", "/api/v1/successions/", NOTHING, set(), 0, 405),
    ("POST", "/api/v1/deadlines/{deadline}/set-dates/", NOTHING, WITH_A_ROLE, 400, 403),
    ("POST", "/api/v1/deadlines/{deadline}/date-event/", DATES, COORDINATOR, 200, 403),
    ("POST", "/api/v1/extensions/", MORE_TIME, {"co"} | COORDINATOR, 409, 403),
]  # fmt: skip


# Of a request that a person may not see, not even that it is there is told.
UNSEEN = {"stranger": 404, "co": 404}


def _of_the_api(answered: set[str], status: int, refused: int) -> dict[str, int]:
    told = {who: status if who in answered else refused for who in EVERYBODY}
    return {**told, "anonymous": 401, "roleless": 403, "administrator": 403}


@pytest.mark.parametrize(("method", "address", "sent", "answered", "status", "refused"), API)
def test_the_api_answers_those_named_only(
    method: str,
    address: str,
    sent: dict[str, str],
    answered: set[str],
    status: int,
    refused: int,
    world: World,
) -> None:
    told = _asked_of_everybody(world, method, address, sent)
    assert told == _of_the_api(answered, status, refused)


@pytest.mark.parametrize("address", ["grant", "refuse"])
def test_a_request_is_decided_through_the_api_by_those_named_only(
    address: str, world: World
) -> None:
    sent = REFUSAL if address == "refuse" else {**REFUSAL, **GRANT}
    told = _asked_of_everybody(world, "POST", f"/api/v1/extensions/{{asked}}/{address}/", sent)
    assert told == {**_of_the_api(COORDINATOR, 200, 403), **UNSEEN}


@pytest.mark.parametrize(
    ("address", "open_to"),
    [("asked", OWERS | OVERSEERS), ("asked_inside", {"co"} | OWERS | OVERSEERS)],
)
def test_a_list_of_requests_holds_those_that_may_be_seen(
    address: str, open_to: set[str], world: World
) -> None:
    found = {
        who: [row["id"] for row in world.client(who).get("/api/v1/extensions/").json()["results"]]
        for who in WITH_A_ROLE
    }
    assert {who for who, ids in found.items() if world.rows[address] in ids} == open_to


def test_a_draft_is_named_to_its_coordinators_only(world: World) -> None:
    """On the page of the plan and in the list; elsewhere nothing leads to it."""
    link, plan = f"/amendments/{world.rows['draft']}/", f"/plans/{world.rows['plan']}/"
    named = {
        who
        for who in WITH_A_ROLE
        for page in (plan, f"{plan}amendments/", f"{plan}{PAST}")
        if link in world.client(who).get(page).content.decode()
    }
    assert named == COORDINATOR
