"""Sign-in by a ministry's own provider: a real one on the loopback, honest and not."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Invitation, User
from agencies.services_invitations import Invited, invite
from tests.agencies.signing_in.provider import (
    Provider,
    come,
    new_key,
    through,
    to_provider,
    vouched,
)
from tests.agencies.signing_in.telephones import code_of, set_up_app, sign_in
from tests.factories import UserFactory


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_with_an_account_comes_in_by_a_verified_address(
    client: Client, officer: User, provider: Provider
) -> None:
    provider.person = vouched(officer.email.upper())
    answer = come(client, next="/desk/")
    assert (answer.url, client.get("/desk/").status_code) == ("/desk/", 200)


def test_later_the_person_is_known_by_the_provider_s_name_whatever_the_address(
    client: Client, officer: User, provider: Provider
) -> None:
    provider.person = vouched(officer.email)
    come(client)
    provider.person = vouched("renamed@example.org")
    other = Client()
    come(other)
    account = SocialAccount.objects.get()
    assert (is_in(other), account.user, account.extra_data) == (True, officer, {})


def test_pkce_and_a_nonce_are_asked_for_and_nothing_a_browser_says_is_passed_on(
    client: Client, provider: Provider, db: None
) -> None:
    form = {"scope": "admin", "process": "connect", "auth_params": "prompt=none"}
    asked = parse_qs(urlsplit(to_provider(client, **form)).query)
    assert (asked["code_challenge_method"], len(asked["nonce"][0]) >= 32) == (["S256"], True)
    assert (set(asked["scope"][0].split()), "prompt" in asked) == (
        {"openid", "profile", "email"},
        False,
    )


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"azp": "another client"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_opens_nothing(
    client: Client, officer: User, provider: Provider, lie: dict[str, Any]
) -> None:
    provider.person, provider.lie = vouched(officer.email), lie
    assert (come(client).status_code, is_in(client)) == (401, False)


def test_a_token_signed_by_another_key_opens_nothing(
    client: Client, officer: User, provider: Provider
) -> None:
    provider.person, provider.signs_with = vouched(officer.email), new_key()
    assert (come(client).status_code, is_in(client)) == (401, False)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_signed_by_nobody_opens_nothing(
    client: Client, officer: User, provider: Provider, algorithm: str
) -> None:
    provider.person, provider.algorithm = vouched(officer.email), algorithm
    assert (come(client).status_code, is_in(client)) == (401, False)


def test_a_provider_that_names_another_issuer_is_not_gone_to(
    client: Client, provider: Provider, db: None
) -> None:
    provider.told = {"issuer": "https://elsewhere.example"}
    assert client.post("/accounts/provider/").status_code == 502


def test_an_answer_to_nobodys_question_opens_nothing(
    client: Client, officer: User, provider: Provider
) -> None:
    """Somebody else's answer, put under one's cursor: signing in as a stranger."""
    provider.person = vouched(officer.email)
    attacker = Client()
    back = through(to_provider(attacker))
    assert (client.get(back).status_code, is_in(client)) == (401, False)


def test_an_answer_works_once(client: Client, officer: User, provider: Provider) -> None:
    provider.person = vouched(officer.email)
    back = through(to_provider(client))
    client.get(back)
    client.post("/accounts/logout/")
    assert (client.get(back).status_code, is_in(client)) == (401, False)


@pytest.mark.parametrize(
    "person",
    [
        vouched("stranger@example.org"),
        {"sub": "1", "email": "{officer}", "email_verified": False},
        {"sub": "1", "email": "{officer}"},
    ],
)
def test_nobody_comes_in_without_an_account_or_by_an_address_that_is_not_verified(
    client: Client, officer: User, provider: Provider, person: dict[str, Any]
) -> None:
    provider.person = {**person, "email": person["email"].format(officer=officer.email)}
    before = User.objects.count()
    answer = come(client)
    assert (answer.status_code, is_in(client), User.objects.count()) == (403, False, before)


def test_an_invited_person_comes_in_with_the_role_and_without_a_password(
    client: Client, agency: Agency, provider: Provider
) -> None:
    asked = Invited("aigul@example.org", "Aigul Omarova", "", "en", agency, "officer")
    invite(asked, by=UserFactory(is_staff=True, is_superuser=True), now=timezone.now())
    provider.person = vouched("aigul@example.org")
    come(client)
    person = User.objects.get(email="aigul@example.org")
    assert (client.get("/desk/").status_code, person.has_usable_password()) == (200, False)
    assert Invitation.objects.get().state == "accepted"


def test_a_closed_account_stays_closed(client: Client, officer: User, provider: Provider) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    provider.person = vouched(officer.email)
    come(client)
    assert not is_in(client)


def test_the_second_factor_is_asked_for_here_as_well(
    client: Client, officer: User, provider: Provider
) -> None:
    holder = Client()
    sign_in(holder, officer.email)
    secret = set_up_app(holder)
    provider.person = vouched(officer.email)
    asked = come(client)
    waits = is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert (asked.url, waits, is_in(client)) == ("/accounts/2fa/authenticate/", False, True)


def test_where_to_go_back_to_is_ours(client: Client, officer: User, provider: Provider) -> None:
    provider.person = vouched(officer.email)
    assert come(client, next="https://elsewhere.example/").url == "/"


@pytest.mark.django_db
def test_without_a_provider_there_is_nothing(client: Client) -> None:
    answers = [client.post("/accounts/provider/"), client.get("/accounts/provider/callback/")]
    assert [one.status_code for one in answers] == [404, 404]
    assert "/accounts/provider/" not in client.get("/accounts/login/").text


def test_the_page_offers_it_by_name(client: Client, provider: Provider, db: None) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert "Sign in with Ministry of Labour" in page.text
