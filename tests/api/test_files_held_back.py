"""Programs get a file as people do: once the scanner has nothing against it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agencies.models import User
from measures.models import ProgressEntry, ProgressState, StoredFile
from tests.factories import EvidenceFactory, ProgressEntryFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def handed_in(owed: Any, today: Any) -> ProgressEntry:
    entry: ProgressEntry = ProgressEntryFactory(
        obligation=owed, state=ProgressState.SUBMITTED, submitted_on=today
    )
    return entry


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("waiting", "file_waiting"),
        ("infected", "file_infected"),
        ("unscannable", "file_unscannable"),
        ("clean", "file_missing"),  # let through, and nothing lies behind the row of this test
    ],
)
def test_what_is_held_back_is_told_by_a_code(
    handed_in: ProgressEntry, coordinator: User, settings: Any, state: str, code: str
) -> None:
    settings.CLAMD_ADDRESS = "scanner.example:3310"
    file = EvidenceFactory(entry=handed_in, stored=StoredFileFactory(state=state))
    client = client_of(coordinator)
    facts = client.get(f"/api/v1/evidence/{file.pk}/").json()
    entry = client.get(f"/api/v1/progress/{handed_in.pk}/").json()
    answer = client.get(f"/api/v1/evidence/{file.pk}/file/")
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert [facts["check"], entry["evidence"][0]["check"]] == [state, state]


def test_a_list_of_reports_takes_the_same_statements_whatever_files_they_have(
    handed_in: ProgressEntry, coordinator: User
) -> None:
    client = client_of(coordinator)
    EvidenceFactory.create_batch(3, entry=handed_in)
    address = f"/api/v1/progress/{handed_in.pk}/"
    few = statements(client, address)
    EvidenceFactory.create_batch(27, entry=handed_in)
    assert (statements(client, address), StoredFile.objects.count()) == (few, 30)


def statements(client: APIClient, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)
