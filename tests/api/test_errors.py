"""Bad input is answered in words with a stable code, never by a failure or by silence."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import Agency, User
from agencies.rest.codes import CODES
from config.api_codes import every_code, refusals
from measures.models import Obligation
from measures.services import progress
from planner.models import ActionPlan
from tests.api.calling import signed_in
from tests.factories import MeasureFactory, ObligationFactory, asked_for

ENTRIES, OBLIGATIONS = "/api/v1/progress/", "/api/v1/obligations/"


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def refused(answer: Any) -> tuple[int, str]:
    assert answer["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["type"].endswith(f"/api/v1/errors/{told['code']}/")
    assert told["status"] == answer.status_code
    return told["status"], told["code"]


def fields(answer: Any) -> list[tuple[str, str]]:
    assert refused(answer) == (400, "invalid")
    return [(one["field"], one["code"]) for one in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"ovedue": "true"}, ("ovedue", "unknown_parameter")),
        ({"a\x00b": "1"}, ("a\x00b", "unknown_parameter")),
        ({"ordering": "-password"}, ("ordering", "unknown_ordering")),
        ({"ordering": "due_on,nothing"}, ("ordering", "unknown_ordering")),
        ({"fields": "id,nothing"}, ("fields", "unknown_field")),
        ({"fields": ""}, ("fields", "unknown_field")),
        ({"as_of": "yesterday"}, ("as_of", "bad_as_of")),
        ({"as_of": "2030-01-01"}, ("as_of", "bad_as_of")),
        ({"as_of": ""}, ("as_of", "bad_as_of")),
        ({"due_after": "2009-02-30"}, ("due_after", "invalid")),
        ({"overdue": "maybe"}, ("overdue", "invalid")),
        ({"measure": "0.5"}, ("measure", "invalid")),
        ({"due_after": ""}, ("due_after", "invalid")),
        ({"state": "lost"}, ("state", "invalid_choice")),
        ({"measure": "1" * 30}, ("measure", "invalid")),
        ({"plan": "a\x00"}, ("plan", "null_characters_not_allowed")),
        ({"count": "yes"}, ("count", "bad_count")),
        ({"page_size": "1000"}, ("page_size", "bad_page_size")),
        ({"cursor": "x"}, ("cursor", "bad_cursor")),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_by_name(
    officer: User, query: dict[str, str], expected: tuple[str, str]
) -> None:
    field, code = expected
    [(named, said)] = fields(signed_in(officer).get(OBLIGATIONS, query))
    assert (named, said if code != "invalid" else code) == (field, code)


def test_a_misspelt_filter_is_told_which_ones_there_are(officer: User) -> None:
    [told] = signed_in(officer).get(OBLIGATIONS, {"agancy": "mvd"}).json()["errors"]
    assert told["message"].startswith("There is no such parameter here. There are: agency, as_of,")


def test_an_act_takes_no_parameters_either(obligation: Obligation, officer: User) -> None:
    sent = {"obligation": obligation.pk}
    assert fields(signed_in(officer).post(f"{ENTRIES}?dry_run=1", sent)) == [
        ("dry_run", "unknown_parameter")
    ]


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("{", "application/json", (400, "parse_error")),
        ("\xff\xfe", "application/json", (400, "parse_error")),
        ("[" * 5000, "application/json", (400, "parse_error")),
        ("[]", "application/json", (400, "invalid")),
        ('"text"', "application/json", (400, "invalid")),
        ("null", "application/json", (400, "invalid")),
        ('{"obligation": 1e400}', "application/json", (400, "parse_error")),
        ('{"obligation": NaN}', "application/json", (400, "parse_error")),
        ('{"obligation": %s}' % ("9" * 5000), "application/json", (400, "parse_error")),
        ('{"obligation": %s}' % ("9" * 30), "application/json", (400, "invalid")),
        ('{"obligation": {"a": 1}}', "application/json", (400, "invalid")),
        ('{"obligation": true}', "application/json", (400, "invalid")),
        ('{"text": "a\\u0000b"}', "application/json", (400, "invalid")),
        ('{"text": "\\ud800"}', "application/json", (400, "invalid")),
        ("<a/>", "text/xml", (415, "unsupported_media_type")),
        ("a=1", "nonsense", (415, "unsupported_media_type")),
        ("--x", "multipart/form-data", (400, "parse_error")),
        ("--x", "multipart/form-data; boundary=é", (400, "parse_error")),
        ("x" * 6_000_000, "application/json", (413, "too_large")),
        ("a=1&" * 6000, "application/x-www-form-urlencoded", (400, "bad_request")),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(
    officer: User, body: str, kind: str, expected: tuple[int, str]
) -> None:
    answer = signed_in(officer).generic(
        "POST", ENTRIES, body.encode("utf-8" if body.isascii() else "latin-1"), content_type=kind
    )
    assert refused(answer) == expected


def test_a_list_that_no_table_holds_refuses_the_same(officer: User) -> None:
    answer = signed_in(officer).get("/api/v1/notices/", {"count": "2"})
    assert fields(answer) == [("count", "bad_count")]


@pytest.mark.parametrize("pk", ["0", "9" * 30, "abc", "%00", "-1", "1e3"])
@pytest.mark.parametrize("name", ["obligations", "progress", "plans", "regions", "rounds"])
def test_an_object_that_cannot_be_there_is_not_there(officer: User, name: str, pk: str) -> None:
    assert refused(signed_in(officer).get(f"/api/v1/{name}/{pk}/")) == (404, "not_found")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/api/v1/nothing/", "/api/v1/nothing", "/api/v1/a/b.json", "/api/v1/a%0Ab/c/"]
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_is_none_is_told_so_in_json(address: str, method: str) -> None:
    assert refused(getattr(Client(), method)(address)) == (404, "no_such_address")


def test_an_address_without_its_slash_leads_on_with_the_body(
    obligation: Obligation, officer: User
) -> None:
    client, sent = signed_in(officer), {"obligation": obligation.pk, "text": "Идёт."}
    answer = client.post("/api/v1/progress?a=1", sent)
    assert (answer.status_code, answer["Location"]) == (308, "/api/v1/progress/?a=1")
    assert client.post("/api/v1/progress", sent, follow=True).status_code == 201


@pytest.mark.parametrize("method", ["put", "delete", "options", "patch", "trace"])
def test_a_method_that_an_address_does_not_take_is_refused(officer: User, method: str) -> None:
    answer = getattr(signed_in(officer), method)(OBLIGATIONS)
    assert refused(answer) == (405, "method_not_allowed")
    assert answer["Allow"].startswith("GET")


def test_another_format_than_json_is_refused(officer: User) -> None:
    answer = signed_in(officer).get(OBLIGATIONS, headers={"accept": "text/csv"})
    assert refused(answer) == (406, "not_acceptable")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Обязательное поле."),
        ("en", "This field is required."),
    ],
)
def test_errors_are_in_the_callers_language_and_codes_are_not(
    officer: User, language: str, said: str
) -> None:
    User.objects.filter(pk=officer.pk).update(language="")
    client = APIClient(headers={"accept-language": language})
    client.force_authenticate(User.objects.get(pk=officer.pk))
    [told] = client.post(ENTRIES, {}).json()["errors"]
    assert told == {"field": "obligation", "code": "required", "message": said}


def test_a_database_that_cannot_answer_now_is_told_so(
    obligation: Obligation, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadlock is ended by the database: nothing was done, and the call may be repeated."""

    def dead(*_args: Any, **_named: Any) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(progress, "save_draft", dead)
    answer = signed_in(officer).post(ENTRIES, {"obligation": obligation.pk, "text": "Идёт."})
    assert (refused(answer), answer["Retry-After"]) == ((503, "busy"), "1")
    assert "deadlock" not in answer.content.decode()


def test_every_code_has_a_page_that_says_what_it_means(client: Client, db: None) -> None:
    index = client.get(reverse("api-errors")).content.decode()
    for told in every_code():
        assert f"<code>{told.code}</code>" in index
    page = client.get(reverse("api-error", args=["co_executors_silent"]))
    assert page.status_code == 200
    assert client.get(reverse("api-error", args=["nothing-of-the-kind"])).status_code == 404


def test_the_codes_of_refusals_are_read_out_of_the_services() -> None:
    found = refusals()
    assert {"co_executors_silent", "not_open", "already_reviewed"} <= set(found)
    assert "Say what was done before handing in." in found["text_missing"]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in found)


def test_the_apis_own_codes_stand_in_one_table_with_their_status() -> None:
    assert {told.meaning.status for told in every_code()} == {
        one.status for one in CODES.values()
    } | {409}


@pytest.mark.django_db
def test_a_failure_of_ours_is_a_problem_document_that_tells_nothing(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_named: Any) -> None:
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr(progress, "save_draft", broken)
    client = signed_in(officer)
    client.raise_request_exception = False
    owed = asked_for(ObligationFactory(agency=officer.memberships.get().agency))
    answer = client.post(ENTRIES, {"obligation": owed.pk, "text": "Идёт."})
    told = answer.json()
    assert (answer.status_code, told["code"], told["status"]) == (500, "error", 500)
    assert answer["content-type"] == "application/problem+json"
    assert "1234" not in answer.content.decode()


def test_a_host_that_is_not_ours_is_a_problem_document(client: Client) -> None:
    answer = client.get("/api/v1/regions/", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
