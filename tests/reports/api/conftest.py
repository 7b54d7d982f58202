"""Callers of the API, and editions that are ready without being drawn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agencies.models import Agency, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Issue, Recipient, Report, ReportingRound
from reports.services.issuing import sign
from reports.services.recipients import Address, add_recipient
from tests import factories
from tests.reports.issuing.conftest import WHEN, make_ready

Ready = Callable[..., Report]


def calls(person: User) -> APIClient:
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(person)
    return client


def told(answer: Any) -> tuple[int, str]:
    """The status, and the code of what is wrong."""
    return answer.status_code, answer.json().get("code", "")


def statements(client: APIClient, address: str) -> int:
    """SQL statements beside those that count calls."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len([one for one in asked if "agencies_callcount" not in one["sql"]])


@pytest.fixture
def api(coordinator: User) -> APIClient:
    """Of the plan's coordinator."""
    return calls(coordinator)


@pytest.fixture
def executor(officer: User) -> APIClient:
    """Of a body that reports."""
    return calls(officer)


@pytest.fixture
def stranger(db: None) -> APIClient:
    """A coordinator, but of another plan: may read what all read, and act on nothing here."""
    other: ActionPlan = factories.ActionPlanFactory()
    return calls(factories.person(other.coordinator, Role.COORDINATOR))


@pytest.fixture
def second(plan: ActionPlan) -> User:
    return factories.person(plan.coordinator, Role.COORDINATOR)


@pytest.fixture
def finished(round_: ReportingRound, owed: Obligation) -> Ready:
    def made(edition: int = 1, **fields: Any) -> Report:
        return make_ready(round_, edition, **fields)

    return made


@pytest.fixture
def office(plan: ActionPlan, coordinator: User) -> Recipient:
    address = Address("Канцелярия", "office@pm.example", "kk", ["docx", "pdf"])
    return add_recipient(plan, address, by=coordinator, **WHEN)


@pytest.fixture
def issued(finished: Ready, coordinator: User, office: Recipient) -> Issue:
    day = WHEN["today"]
    return sign(finished(), number="12-3/45", dated_on=day, by=coordinator, **WHEN)


@pytest.fixture
def other_body(db: None) -> Agency:
    found: Agency = factories.AgencyFactory()
    return found
