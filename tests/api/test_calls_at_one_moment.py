"""Calls that meet: a twin waits for the first, and of two changes of one object one is told so."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from agencies import services_calls
from agencies.models import Agency, KeptAnswer, Role, User
from agencies.services_calls import counted_in_database
from measures.models import Obligation, ProgressEntry
from planner.models import ActionPlan
from tests.api.calling import signed_in
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.races import AT_ONE_MOMENT

pytestmark = AT_ONE_MOMENT
ENTRIES = "/api/v1/progress/"


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def together(*calls: Any) -> list[Any]:
    start = Barrier(len(calls))

    def run(call: Any) -> Any:
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(run, calls))


@pytest.fixture
def held(officer: User) -> Iterator[None]:
    """Somebody is in the middle of a call with the key "busy" for a second and a half."""
    ready = Barrier(2)

    def hold() -> None:
        with transaction.atomic():
            KeptAnswer.objects.create(
                person=officer, key="busy", route="POST /", sent="", claim="0" * 32,
                created_at="2009-07-06T00:00:00Z",
            )  # fmt: skip
            ready.wait()
            sleep(1.5)
            transaction.set_rollback(True)
        connection.close()

    thread = Thread(target=hold)
    thread.start()
    ready.wait()
    yield
    thread.join()


def test_eight_twins_act_once_and_are_answered_alike(obligation: Obligation, officer: User) -> None:
    body = {"obligation": obligation.pk, "text": "Идёт."}
    calls = [
        lambda: signed_in(officer, **{"idempotency-key": "one"}).post(ENTRIES, body)
        for _ in range(8)
    ]
    answers = together(*calls)
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert sum("Idempotency-Replayed" not in one for one in answers) == 1
    assert ProgressEntry.objects.count() == 1


def test_a_twin_that_waits_too_long_is_told_to_come_back(
    obligation: Obligation, officer: User, held: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services_calls, "WAIT", "200ms")
    client = signed_in(officer, **{"idempotency-key": "busy"})
    answer = client.post(ENTRIES, {"obligation": obligation.pk, "text": "Идёт."})
    told = (answer.status_code, answer.json()["code"], answer["Retry-After"])
    assert told == (409, "idempotency_key_in_use", "1")
    assert ProgressEntry.objects.count() == 0


def test_a_twin_of_a_call_that_came_to_nothing_acts_itself(
    obligation: Obligation, officer: User, held: None
) -> None:
    client = signed_in(officer, **{"idempotency-key": "busy"})
    answer = client.post(ENTRIES, {"obligation": obligation.pk, "text": "Идёт."})
    assert (answer.status_code, ProgressEntry.objects.count()) == (201, 1)


def test_of_changes_that_rest_on_one_etag_one_is_done(
    obligation: Obligation, officer: User, agency: Agency
) -> None:
    people = [officer, *(person(agency, Role.OFFICER) for _ in range(3))]
    body = {"obligation": obligation.pk, "text": "Идёт."}
    entry = signed_in(officer).post(ENTRIES, body).json()
    address = f"{ENTRIES}{entry['id']}/"
    tag = signed_in(officer).get(address)["ETag"]
    calls = [
        lambda who=who: signed_in(who, **{"if-match": tag}).patch(
            address, {"text": f"Пишет {who.pk}.", "version": entry["version"]}
        )
        for who in people
    ]
    codes = sorted(one.status_code for one in together(*calls))
    assert codes == [200, 412, 412, 412]
    assert ProgressEntry.objects.get().version == entry["version"] + 1


def test_calls_at_one_moment_are_all_counted() -> None:
    made = together(*(lambda: counted_in_database("person:1:0", 60) for _ in range(8)))
    assert sorted(made) == [1, 2, 3, 4, 5, 6, 7, 8]
