"""Every page opens for those it is for, in three languages, and stays shut to all others."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from measures.models import Deadline, Evidence, Extension, Obligation, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.extensions import request_extension
from tests.factories import UserFactory
from tests.measures.views.conftest import signed_in
from tests.measures.views.test_evidence import pdf, status

NAMES = (
    "desk", "board", "review-queue", "extension-queue", "deadline-queue", "review", "plans", "plan",
    "measure", "remove-from-control", "obligation", "extension-request", "extension-decide",
    "deadline-dates", "evidence",
)  # fmt: skip


@pytest.fixture
def addresses(
    obligation: Obligation, officer: User, draft: ProgressEntry, today: date
) -> dict[str, str]:
    """An address of each page, over an agency's draft with a file and its request for time."""
    evidence: Evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    extension: Extension = request_extension(
        obligation, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
    )
    ids: dict[str, list[int | str]] = {
        "review": [draft.pk],
        "plan": [obligation.measure.plan.slug],
        "measure": [obligation.measure_id],
        "remove-from-control": [obligation.measure_id],
        "obligation": [obligation.pk],
        "extension-request": [obligation.pk],
        "extension-decide": [extension.pk],
        "deadline-dates": [Deadline.objects.get(measure=obligation.measure_id).pk],
        "evidence": [evidence.pk],
    }
    return {name: reverse(f"measures:{name}", args=ids.get(name, [])) for name in NAMES}


def opened(user: User, addresses: dict[str, str]) -> set[str]:
    answers = {name: status(user, address) for name, address in addresses.items()}
    # Whether there is a file behind somebody's report is not told either.
    hidden = {name for name, answer in answers.items() if answer == 404}
    assert hidden <= {"evidence"}
    assert set(answers.values()) <= {200, 403, 404}
    return {name for name, code in answers.items() if code == 200}


EVERYBODY = {"plans", "plan", "measure"}
QUEUES = {"review-queue", "extension-queue", "deadline-queue"}
OVERSEERS = {*EVERYBODY, *QUEUES, "board", "obligation"}


def test_an_officer_opens_what_the_own_agency_owes(
    officer: User, addresses: dict[str, str]
) -> None:
    own = {"desk", "obligation", "extension-request", "evidence"}
    assert opened(officer, addresses) == EVERYBODY | own


def test_an_officer_of_another_agency_reads_the_plan_and_no_more(
    stranger: User, addresses: dict[str, str]
) -> None:
    assert opened(stranger, addresses) == EVERYBODY | {"desk"}


def test_a_coordinator_decides_but_reads_no_drafts(
    coordinator: User, addresses: dict[str, str]
) -> None:
    acts = {"remove-from-control", "extension-request", "extension-decide", "deadline-dates"}
    assert opened(coordinator, addresses) == OVERSEERS | acts


def test_an_observer_looks_on(observer: User, addresses: dict[str, str]) -> None:
    assert opened(observer, addresses) == OVERSEERS


def test_a_person_without_a_role_opens_nothing(addresses: dict[str, str]) -> None:
    assert opened(UserFactory(), addresses) == set()


def test_an_administrator_without_a_role_opens_nothing(addresses: dict[str, str]) -> None:
    assert opened(UserFactory(is_staff=True, is_superuser=True), addresses) == set()


def test_nobody_opens_anything_before_signing_in(client: Client, addresses: dict[str, str]) -> None:
    answers = [client.get(address) for address in addresses.values()]
    assert {answer["location"].split("?")[0] for answer in answers} == {"/accounts/login/"}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_page_speaks_three_languages(
    language: str, officer: User, coordinator: User, addresses: dict[str, str]
) -> None:
    User.objects.update(language=language)
    for user in (officer, coordinator):
        client = signed_in(user)
        for name in opened(user, addresses) - {"evidence"}:
            assert f'<html lang="{language}">' in client.get(addresses[name]).text


POSTS = ("review", "remove-from-control", "extension-decide", "deadline-dates", "obligation")


@pytest.mark.parametrize("name", [*POSTS, "extension-request"])
def test_a_stranger_changes_nothing_by_sending_a_form(
    name: str, stranger: User, addresses: dict[str, str]
) -> None:
    assert signed_in(stranger).post(addresses[name], {"action": "accept"}).status_code == 403


@pytest.mark.parametrize("name", POSTS)
def test_an_observer_changes_nothing_by_sending_a_form(
    name: str, observer: User, addresses: dict[str, str]
) -> None:
    sent = {"action": "accept", "claim": "done", "text": "Чужое.", "language": "ru"}
    assert signed_in(observer).post(addresses[name], sent).status_code == 403


HOMES = [("coordinator", "/board/"), ("officer", "/desk/"), ("observer", "/board/")]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "page"), HOMES)
def test_home_is_the_persons_own_page(who: str, page: str, request: pytest.FixtureRequest) -> None:
    assert signed_in(request.getfixturevalue(who)).get("/")["location"] == page


def test_home_explains_to_a_person_without_a_role(db: None) -> None:
    assert "You have no current role" in signed_in(UserFactory()).get("/").text
