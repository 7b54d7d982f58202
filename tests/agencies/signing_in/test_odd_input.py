"""What no browser sends: answered in order, never by a fault of ours."""

import json
from typing import Any

import pytest
from django.test import Client

from agencies.models import User
from tests.agencies.signing_in.telephones import (
    PASSWORD,
    SoftPasskey,
    add_passkey,
    asked_for,
    here,
    sign_in,
)

ODD = [
    "",
    "x",
    "null",
    "[]",
    "7",
    '"text"',
    "{}",
    '{"response": null}',
    '{"response": []}',
    '{"response": {"userHandle": 7}}',
    '{"id": 1, "rawId": 2, "type": 3, "response": {}}',
    '{"rawId": "AA", "id": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}',
    '{"rawId": "AA", "id": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "attestationObject": "AA"}}',
]


@pytest.mark.parametrize("credential", ODD)
def test_a_passkey_that_is_none_is_refused(coordinator: User, credential: str) -> None:
    client, other = here(), here()
    sign_in(client, coordinator.email)
    add_passkey(client, SoftPasskey())
    wanted = {"accept": "application/json"}
    other.get("/accounts/2fa/passkeys/login/", headers=wanted)
    alone = other.post("/accounts/2fa/passkeys/login/", {"credential": credential})
    sign_in(other, coordinator.email)
    asked_for(other.get("/accounts/2fa/authenticate/").text)
    second = other.post("/accounts/2fa/authenticate/", {"credential": credential})
    client.get("/accounts/2fa/passkeys/add/")
    added = client.post("/accounts/2fa/passkeys/add/", {"name": "n", "credential": credential})
    client.get("/accounts/2fa/passkeys/reauthenticate/")
    again = client.post("/accounts/2fa/passkeys/reauthenticate/", {"credential": credential})
    answers = [alone.status_code, second.status_code, added.status_code, again.status_code]
    assert (answers, "_auth_user_id" in other.session) == ([302, 200, 422, 302], False)


def test_a_passkey_of_another_person_does_not_open_this_account(
    coordinator: User, officer: User
) -> None:
    """The name of the person in the answer is what the sender writes there."""
    holder, passkey = here(), SoftPasskey()
    sign_in(holder, officer.email)
    add_passkey(holder, passkey)
    victim = here()
    sign_in(victim, coordinator.email)
    theirs = SoftPasskey()
    add_passkey(victim, theirs)
    passkey.owner = theirs.owner
    other = here()
    path = "/accounts/2fa/passkeys/login/"
    options: Any = other.get(path, headers={"accept": "application/json"}).json()
    other.post(path, {"credential": passkey.shown(options["request_options"]["publicKey"])})
    assert "_auth_user_id" not in other.session


@pytest.mark.parametrize(
    "form", [{}, {"username": "\0@b.kz", "password": "\0"}, {"username": ["a"]}]
)
def test_a_sign_in_that_is_none_is_answered_in_order(
    client: Client, officer: User, form: dict[str, Any]
) -> None:
    assert client.post("/accounts/login/", form).status_code == 200


def test_nobody_is_led_to_another_site(client: Client, officer: User) -> None:
    form = {"username": officer.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/accounts/login/", form).url == "/"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 5000])
def test_what_a_passkey_is_called_is_text(coordinator: User, name: str) -> None:
    client = here()
    sign_in(client, coordinator.email)
    options = asked_for(client.get("/accounts/2fa/passkeys/add/").text)
    form = {"name": name, "credential": SoftPasskey().made(options)}
    client.post("/accounts/2fa/passkeys/add/", form)
    page = client.get("/accounts/security/")
    assert (page.status_code, "<script>alert" in page.text, name in page.text) == (
        200,
        False,
        False,
    )


def test_what_the_browser_calls_itself_is_text(officer: User) -> None:
    client = Client(HTTP_USER_AGENT="<script>alert(1)</script>" * 20)
    sign_in(client, officer.email)
    assert "<script>alert" not in client.get("/accounts/sessions/").text


def test_options_of_passkeys_survive_their_way_through_an_attribute(coordinator: User) -> None:
    client = here()
    coordinator.full_name = 'A "quoted" & <odd> name'
    coordinator.save()
    sign_in(client, coordinator.email)
    page = client.get("/accounts/2fa/passkeys/add/").text
    shown = page.split('data-options="')[1].split('"')[0]
    for mark, sign in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(mark, sign)
    assert json.loads(shown)["publicKey"]["user"]["displayName"] == coordinator.full_name
