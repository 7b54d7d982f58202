"""Another e-mail address: confirmed from there, told to both."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Letter, User
from agencies.services_letters import send_letters
from tests.agencies.signing_in.telephones import PASSWORD, sign_in
from tests.factories import UserFactory

ASK = "/accounts/email/"


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.tasks._ring", lambda: None)


def ask(client: Client, email: str) -> Any:
    return client.post(ASK, {"email": email})


def link() -> str:
    send_letters(now=timezone.now())
    bodies = [str(message.body) for message in mail.outbox]
    found = [re.search(r"https?://[^/]+(/accounts/email/[^/\s]+/)", body) for body in bodies]
    (confirmed,) = [one[1] for one in found if one]
    return confirmed


def test_it_changes_when_it_is_confirmed_and_both_addresses_hear_of_it(
    client: Client, officer: User
) -> None:
    old = officer.email
    sign_in(client, old)
    ask(client, "New@Example.org")
    page = link()
    client.get(page)
    officer.refresh_from_db()
    unchanged = officer.email
    client.post(page)
    officer.refresh_from_db()
    send_letters(now=timezone.now())
    told = {(row.kind, row.address) for row in Letter.objects.all()}
    assert (unchanged, officer.email) == (old, "new@example.org")
    assert told == {
        ("confirm_email", "new@example.org"),
        ("email_change_asked", old),
        ("email_changed", old),
        ("email_changed", "new@example.org"),
    }
    assert [sign_in(Client(), who).status_code for who in (old, officer.email)] == [200, 302]


def test_the_link_works_once_and_not_after_another_change(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    ask(client, "new@example.org")
    page = link()
    answers = [client.post(page).status_code, client.post(page).status_code]
    assert answers == [302, 410]


def test_a_new_password_takes_back_what_somebody_with_the_old_one_asked_for(
    client: Client, officer: User
) -> None:
    sign_in(client, officer.email)
    ask(client, "thief@example.org")
    page = link()
    officer.set_password("another long phrase, chosen after the letter")
    officer.save()
    assert (client.post(page).status_code, User.objects.get(pk=officer.pk).email) == (
        410,
        officer.email,
    )


def test_an_address_of_somebody_else_gets_no_link_and_the_answer_is_the_same(
    client: Client, officer: User
) -> None:
    other = UserFactory()
    sign_in(client, officer.email)
    answers = [ask(client, email).url for email in (other.email, "free@example.org")]
    kinds = list(Letter.objects.filter(address=other.email).values_list("kind", flat=True))
    assert (len(set(answers)), kinds) == (1, [])


def test_an_address_that_was_taken_meanwhile_is_refused(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    ask(client, "new@example.org")
    page = link()
    UserFactory(email="new@example.org")
    assert client.post(page).status_code == 410
    officer.refresh_from_db()
    assert officer.email != "new@example.org"


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_link_that_we_did_not_write_changes_nothing(client: Client, db: None, token: str) -> None:
    assert client.post(f"{ASK}{token}/").status_code == 410


def test_after_a_while_it_is_asked_again_who_is_there(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0.0}]
    session.save()
    led = client.get(ASK)
    confirmed = client.post(led.url, {"password": PASSWORD})
    assert (led.url.split("?")[0], confirmed.url, client.get(ASK).status_code) == (
        "/accounts/reauthenticate/",
        ASK,
        200,
    )
