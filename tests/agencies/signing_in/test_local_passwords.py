"""Whoever comes by a ministry's own sign-in does not outlive its decision by a password here."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Letter, User
from agencies.services_letters import send_letters
from tests.agencies.signing_in.provider import Provider, come, vouched
from tests.agencies.signing_in.telephones import (
    PASSWORD,
    SoftPasskey,
    add_passkey,
    here,
    sign_in,
)
from tests.factories import UserFactory

NEW = {"password1": "a whole new horse 2009", "password2": "a whole new horse 2009"}
DOOR = "/accounts/2fa/passkeys/login/"
PAGES = ("/accounts/password/set/", "/accounts/password/change/")


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.tasks._ring", lambda: None)


@pytest.fixture
def tied(officer: User, provider: Provider) -> User:
    """With a password from before."""
    SocialAccount.objects.create(user=officer, provider="oidc", uid="1")
    return officer


def without_password(person: User) -> None:
    person.set_unusable_password()
    person.save()


def test_the_page_sets_and_changes_none(client: Client, officer: User, provider: Provider) -> None:
    without_password(officer)
    provider.person = vouched(officer.email)
    come(client)
    asked = [client.get(page).status_code for page in PAGES]
    sent = [client.post(page, {"oldpassword": PASSWORD, **NEW}).status_code for page in PAGES]
    officer.refresh_from_db()
    assert (asked, sent, officer.has_usable_password()) == ([403, 403], [403, 403], False)
    shown = client.get("/accounts/security/", headers={"accept-language": "en"}).text
    assert "none here: you come in by Ministry of Labour" in shown
    assert "/accounts/password/" not in shown


def test_where_the_setting_lets_them_they_set_one(
    client: Client, officer: User, provider: Provider, settings: Any
) -> None:
    settings.OIDC_LOCAL_PASSWORD = True
    without_password(officer)
    provider.person = vouched(officer.email)
    come(client)
    assert client.post(PAGES[0], NEW).status_code == 302
    assert sign_in(Client(), officer.email, NEW["password1"]).status_code == 302


def ask_for_reset(email: str) -> tuple[int, str]:
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/accounts/password/reset/", {"email": email})
    return answer.status_code, answer.url


def test_a_reset_answers_all_alike_and_sends_them_no_link_to_a_password(tied: User) -> None:
    answers = {ask_for_reset(email) for email in (tied.email, "nobody@example.org")}
    send_letters(now=timezone.now() + timedelta(seconds=1))
    [letter] = mail.outbox
    body = str(letter.body)
    assert (len(answers), letter.to) == (1, [tied.email])
    assert ("/password/reset/key/" in body, "you come in by Ministry of Labour" in body) == (
        False,
        True,
    )


def test_an_administrator_is_told_that_no_link_goes(client: Client, tied: User) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    sent = {"action": "send_password_link", "_selected_action": [tied.pk]}
    answer = client.post(
        "/admin/agencies/user/", sent, follow=True, headers={"accept-language": "en"}
    )
    assert "comes in by another system and gets no password here" in answer.text
    assert not Letter.objects.filter(kind="reset").exists()


def test_a_password_from_before_opens_nothing_and_who_has_it_is_told_why(tied: User) -> None:
    client = Client(headers={"accept-language": "en"})
    right, wrong = sign_in(client, tied.email), sign_in(client, tied.email, "not it")
    assert "_auth_user_id" not in client.session
    told = "comes in by another system"
    assert (told in right.text, told in wrong.text) == (True, False)


def test_nor_does_it_give_a_token_over_the_api(client: Client, tied: User) -> None:
    sent = {"email": tied.email, "password": PASSWORD}
    answer = client.post("/api/v1/token/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "comes_by_provider")


def test_nor_does_a_passkey_alone(officer: User, provider: Provider) -> None:
    holder, passkey = here(), SoftPasskey()
    sign_in(holder, officer.email)
    add_passkey(holder, passkey)
    seen = []
    for tie in (False, True):
        if tie:
            SocialAccount.objects.create(user=officer, provider="oidc", uid="1")
        client = here()
        options = client.get(
            "/accounts/2fa/passkeys/login/",
            headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
        )
        credential = passkey.shown(options.json()["request_options"]["publicKey"])
        client.post("/accounts/2fa/passkeys/login/", {"credential": credential})
        seen.append("_auth_user_id" in client.session)
    assert seen == [True, False]


def test_where_there_is_no_provider_any_more_nobody_is_shut_out(tied: User, settings: Any) -> None:
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_PROVIDERS = "", {}
    assert sign_in(Client(), tied.email).status_code == 302
