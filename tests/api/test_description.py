"""The description of the API: made without a warning, and nothing in it without words."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

from agencies.rest.views import Acting, Endpoint, Reading
from config.api_examples import examples
from measures.api.asking import Asking

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("schema") / "schema.json"
    call_command(
        *("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json"),
        *("--file", str(file)),
    )
    found: dict[str, Any] = json.loads(file.read_text())
    return found


@pytest.fixture(scope="module")
def operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**one, "path": path, "method": method}
        for path, methods in described["paths"].items()
        for method, one in methods.items()
        if method in METHODS
    ]


def test_it_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"


def test_operations_have_names_of_their_own_and_say_what_they_do(
    operations: list[dict[str, Any]],
) -> None:
    ids = [one["operationId"] for one in operations]
    assert len(set(ids)) == len(ids)
    assert [one["operationId"] for one in operations if not one.get("summary")] == []


def test_no_operation_is_described_in_words_for_those_who_write_the_site(
    operations: list[dict[str, Any]],
) -> None:
    ours = tuple(str(one.__doc__).splitlines()[0] for one in (Endpoint, Reading, Acting, Asking))
    told = [one["operationId"] for one in operations if one["description"].startswith(ours)]
    assert told == []


def test_every_group_of_addresses_says_what_it_is(
    described: dict[str, Any], operations: list[dict[str, Any]]
) -> None:
    told = {one["name"] for one in described["tags"] if one["description"]}
    assert {tag for one in operations for tag in one["tags"]} - told == set()


@pytest.mark.parametrize("status", ["400", "406", "429", "503"])
def test_every_operation_says_how_it_refuses(operations: list[dict[str, Any]], status: str) -> None:
    assert [one["operationId"] for one in operations if status not in one["responses"]] == []


def test_what_asks_for_a_token_says_so(operations: list[dict[str, Any]]) -> None:
    open_to_all = {one["operationId"] for one in operations if "401" not in one["responses"]}
    assert open_to_all == {"token_create", "verify_file", "verify_code"}


def test_acts_on_one_object_take_a_condition_and_a_key(operations: list[dict[str, Any]]) -> None:
    [submit] = [one for one in operations if one["operationId"] == "progress_submit"]
    names = {one["name"] for one in submit["parameters"]}
    assert {"Idempotency-Key", "If-Match"} <= names
    assert {"409", "412", "413", "415", "422"} <= set(submit["responses"])


def test_pages_by_number_are_marked_as_on_their_way_out(operations: list[dict[str, Any]]) -> None:
    """The feed of changes never had them: it is read on from a place alone."""
    lists = [one for one in operations if one["operationId"].endswith("_list")]
    pages = {
        one["operationId"]: par["deprecated"]
        for one in lists
        for par in one["parameters"]
        if par["name"] == "page"
    }
    assert set(pages.values()) == {True}
    assert {one["operationId"] for one in lists} - set(pages) == {"changes_list"}


@pytest.mark.parametrize("name", sorted(examples()))
def test_an_example_is_what_its_shape_says(described: dict[str, Any], name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    wrong = Draft202012Validator(schema).iter_errors(examples()[name])
    assert [one.message for one in wrong] == []


def test_what_is_shown_and_sent_has_an_example(described: dict[str, Any]) -> None:
    """Parts of these shapes, choices and pages of them need none of their own."""
    shown = {name for name in described["components"]["schemas"] if name in examples()}
    assert shown == set(examples())


@pytest.mark.django_db
def test_it_is_served_to_everybody_and_read_again_for_nothing() -> None:
    client = Client()
    first = client.get("/api/v1/schema/?format=json")
    again = client.get("/api/v1/schema/?format=json", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.json()["openapi"] == "3.1.0"
