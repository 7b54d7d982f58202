"""Idempotency-Key: a call that is sent again acts once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import Agency, KeptAnswer, Role, User
from agencies.services_calls import clear_old_calls
from measures.models import Evidence, Obligation, ProgressEntry
from planner.models import ActionPlan
from tests.api.calling import signed_in
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.test_services_evidence import PDF

ENTRIES = "/api/v1/progress/"
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def sent(user: User, obligation: Obligation, key: str = KEY, **more: Any) -> Any:
    body = {"obligation": obligation.pk, "text": "Идёт работа.", **more}
    return signed_in(user, **{"idempotency-key": key}).post(ENTRIES, body)


def test_the_same_call_again_acts_once_and_is_answered_alike(
    obligation: Obligation, officer: User
) -> None:
    first, again = sent(officer, obligation), sent(officer, obligation)
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert (ProgressEntry.objects.count(), again["ETag"]) == (1, first["ETag"])


def test_an_act_sent_again_is_answered_as_it_was_then(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    """Without the key the second call would be refused: it is handed in already."""
    entry = sent(officer, obligation).json()["id"]
    client = signed_in(officer, **{"idempotency-key": "hand-in"})
    first = client.post(f"{ENTRIES}{entry}/submit/")
    signed_in(coordinator).post(f"{ENTRIES}{entry}/accept/")
    again = client.post(f"{ENTRIES}{entry}/submit/")
    assert (again.status_code, again.json()) == (200, first.json())
    plain = signed_in(officer).post(f"{ENTRIES}{entry}/submit/")
    assert plain.status_code == 409


def test_the_key_goes_before_the_condition_that_the_first_call_has_used_up(
    obligation: Obligation, officer: User
) -> None:
    entry = sent(officer, obligation).json()["id"]
    tag = signed_in(officer).get(f"{ENTRIES}{entry}/")["ETag"]
    client = signed_in(officer, **{"idempotency-key": "hand-in", "if-match": tag})
    answers = [client.post(f"{ENTRIES}{entry}/submit/") for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]


@pytest.mark.parametrize("how", ["body", "address", "query"])
def test_a_key_is_of_one_call(obligation: Obligation, officer: User, how: str) -> None:
    entry = sent(officer, obligation).json()["id"]
    client = signed_in(officer, **{"idempotency-key": KEY})
    answer = {
        "body": lambda: sent(officer, obligation, text="Другое."),
        "address": lambda: client.post(f"{ENTRIES}{entry}/submit/"),
        "query": lambda: client.post(
            f"{ENTRIES}?format=json", {"obligation": obligation.pk, "text": "Идёт работа."}
        ),
    }[how]()
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "idempotency_key_reused")
    assert ProgressEntry.objects.get().state == "draft"


def test_the_order_of_fields_makes_no_other_body(obligation: Obligation, officer: User) -> None:
    client = signed_in(officer, **{"idempotency-key": KEY})
    body = {"obligation": obligation.pk, "text": "Идёт."}
    answers = [client.post(ENTRIES, one) for one in (body, dict(reversed(body.items())))]
    assert [one.status_code for one in answers] == [201, 201]


def test_people_choose_their_keys_for_themselves(
    obligation: Obligation, officer: User, agency: Agency
) -> None:
    colleague = person(agency, Role.OFFICER)
    sent(officer, obligation)
    answer = sent(colleague, obligation, text="Другое.")
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")


def test_a_refused_call_keeps_nothing_so_that_it_can_be_sent_once_it_is_possible(
    obligation: Obligation, officer: User
) -> None:
    Obligation.objects.filter(pk=obligation.pk).update(
        state="removed", changed_on=obligation.written_on
    )
    refused = sent(officer, obligation)
    Obligation.objects.filter(pk=obligation.pk).update(
        state="open", changed_on=obligation.written_on
    )
    assert (refused.status_code, KeptAnswer.objects.count()) == (409, 0)
    assert sent(officer, obligation).status_code == 201


def test_a_file_sent_again_is_kept_once_whatever_the_boundary(
    obligation: Obligation, officer: User
) -> None:
    entry = sent(officer, obligation).json()["id"]
    client = signed_in(officer, **{"idempotency-key": "file"})

    def upload(content: bytes) -> Any:
        file = SimpleUploadedFile("law.pdf", content)
        return client.post(f"{ENTRIES}{entry}/files/", {"file": file}, format="multipart")

    answers = [upload(PDF), upload(PDF), upload(PDF + b"\n")]
    assert [one.status_code for one in answers] == [201, 201, 422]
    assert Evidence.objects.count() == 1


def test_after_a_day_a_key_is_as_new(obligation: Obligation, officer: User) -> None:
    sent(officer, obligation)
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    answer = sent(officer, obligation, text="Другое.")
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")


def test_keys_of_yesterday_are_forgotten_at_night(obligation: Obligation, officer: User) -> None:
    sent(officer, obligation)
    now = timezone.now()
    assert KeptAnswer.objects.count() == 1
    clear_old_calls(now=now + timedelta(hours=23))
    assert KeptAnswer.objects.count() == 1
    clear_old_calls(now=now + timedelta(hours=25))
    assert KeptAnswer.objects.count() == 0


@pytest.mark.parametrize("key", ["я", "x" * 256, "a\x01b"])
def test_a_key_that_cannot_be_kept_is_refused(
    obligation: Obligation, officer: User, key: str
) -> None:
    answer = sent(officer, obligation, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")
    assert ProgressEntry.objects.count() == 0


def test_a_key_in_quotes_is_the_key(obligation: Obligation, officer: User) -> None:
    answers = [sent(officer, obligation, key=key) for key in (f'"{KEY}"', KEY)]
    assert [one.status_code for one in answers] == [201, 201]
