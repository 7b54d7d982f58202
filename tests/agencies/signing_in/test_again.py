"""What opens the account later on is given out only where it was confirmed lately who is there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, ApiToken, Role, User
from exchange.models import CalendarLink
from tests.agencies.signing_in.provider import Provider, come, through, to_provider, vouched
from tests.agencies.signing_in.telephones import (
    PASSWORD,
    SoftPasskey,
    add_passkey,
    asked_for,
    code_of,
    here,
    set_up_app,
    sign_in,
)
from tests.confirming import confirmed
from tests.factories import person

TOKENS, LINKS = "/accounts/tokens/", "/exchange/calendars/"
YEAR = {"name": "A year", "scopes": ["read", "progress"]}


def typed() -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=365)
    return {**YEAR, "expires_on": day.isoformat()}


def made() -> list[tuple[str, list[str]]]:
    return [(one.name, one.scopes) for one in ApiToken.objects.all()]


@pytest.fixture
def later(officer: User) -> Client:
    """Signed in long ago."""
    client = here()
    sign_in(client, officer.email)
    return confirmed(client, officer, at=0)


def test_a_token_asks_for_the_password_and_what_was_typed_goes_on(later: Client) -> None:
    led = later.post(TOKENS, typed())
    assert (led.url, made()) == (f"/accounts/reauthenticate/?next={TOKENS.replace('/', '%2F')}", [])
    wrong = later.post(led.url, {"password": "not it", "next": TOKENS})
    assert (wrong.status_code, made()) == (422, [])
    answer = later.post(led.url, {"password": PASSWORD, "next": TOKENS})
    assert (answer.status_code, made()) == (200, [("A year", ["read", "progress"])])
    assert answer.context["made"].secret in answer.text
    # Where the page now stands is not where its form is sent to.
    assert f'action="{TOKENS}"' in answer.text


def test_what_is_wrong_is_said_before_anybody_is_asked_who_they_are(later: Client) -> None:
    answer = later.post(TOKENS, {**typed(), "scopes": ["admin"]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["scopes"])


def test_it_is_said_beforehand_and_only_where_it_will_be_asked(
    later: Client, officer: User
) -> None:
    pages = (TOKENS, LINKS)
    long_ago = [later.get(page).context["asks_again"] for page in pages]
    confirmed(later, officer)
    assert (long_ago, [later.get(page).context["asks_again"] for page in pages]) == (
        [True, True],
        [False, False],
    )


def test_whoever_comes_back_by_the_menu_finds_what_was_typed_once(later: Client) -> None:
    later.post(TOKENS, typed())
    forms = [later.get(TOKENS).context["form"] for _time in range(2)]
    assert [form["name"].value() for form in forms] == ["A year", None]
    assert forms[0]["scopes"].value() == ["read", "progress"]


def test_a_private_link_is_made_and_renewed_after_the_same_question(later: Client) -> None:
    led = later.post(LINKS, {"kind": "mine", "name": "phone"})
    assert (led.url.split("?")[0], CalendarLink.objects.count()) == ("/accounts/reauthenticate/", 0)
    answer = later.post(led.url, {"password": PASSWORD, "next": LINKS})
    link = CalendarLink.objects.get()
    assert (answer.status_code, link.name) == (200, "phone")
    confirmed(later, link.owner, at=0)
    renew = f"{LINKS}{link.pk}/renew/"
    led = later.post(renew)
    assert led.url.split("?")[0] == "/accounts/reauthenticate/"
    answer = later.post(led.url, {"password": PASSWORD, "next": renew})
    link.refresh_from_db()
    assert (answer.status_code, answer.context["made"]) == (200, link)


def with_app(client: Client) -> Callable[[Client, str], Any]:
    secret = set_up_app(client)
    return lambda other, page: other.post(page, {"code": code_of(secret), "next": TOKENS})


def with_passkey(client: Client) -> Callable[[Client, str], Any]:
    passkey = SoftPasskey()
    add_passkey(client, passkey)

    def shown(other: Client, page: str) -> Any:
        credential = passkey.shown(asked_for(other.get(page).text))
        return other.post(page, {"credential": credential, "next": TOKENS})

    return shown


@pytest.mark.parametrize("factor", [with_app, with_passkey])
def test_a_session_from_before_the_second_factor_shows_that_first(
    officer: User, factor: Callable[[Client], Callable[[Client, str], Any]]
) -> None:
    """The password alone, known to somebody else, makes no token that needs no factor."""
    before, holder = here(), here()
    for client in (before, holder):
        sign_in(client, officer.email)
    show = factor(holder)
    Authenticator.objects.filter(type="recovery_codes").delete()
    led = before.post(TOKENS, typed())
    assert (led.url.startswith("/accounts/2fa/"), made()) == (True, [])
    answer = show(before, led.url)
    assert (answer.status_code, made()) == (200, [("A year", ["read", "progress"])])


@pytest.fixture
def come_by_provider(client: Client, officer: User, provider: Provider) -> Client:
    """Long ago, without a password of this site."""
    officer.set_unusable_password()
    officer.save()
    provider.person = vouched(officer.email)
    come(client)
    return confirmed(client, officer, at=0)


def test_who_has_neither_password_nor_factor_signs_in_at_the_provider_anew(
    come_by_provider: Client, provider: Provider
) -> None:
    client = come_by_provider
    led = client.post(TOKENS, typed())
    page = client.get(led.url)
    assert (led.url.split("?")[0], "Ministry of Labour" in page.text) == (
        "/accounts/provider/again/",
        True,
    )
    provider.asked_anew = True
    address = to_provider(client, next=page.context["next"])
    assert "prompt=login" in address
    answer = client.get(through(address))
    assert (answer.status_code, made()) == (200, [("A year", ["read", "progress"])])


def test_a_provider_that_has_not_asked_anew_makes_nobody_sure(
    come_by_provider: Client, provider: Provider
) -> None:
    come_by_provider.post(TOKENS, typed())
    come(come_by_provider, next=TOKENS)
    provider.lie = {"auth_time": 1_000_000_000}
    answer = come(come_by_provider, next=TOKENS)
    assert (answer.status_code, made()) == (401, [])
    assert come_by_provider.post(TOKENS, typed()).status_code == 302


def test_somebody_else_at_the_provider_gets_nothing_of_what_was_typed(
    come_by_provider: Client, provider: Provider, agency: Agency
) -> None:
    come_by_provider.post(TOKENS, typed())
    other = person(agency, Role.OFFICER)
    provider.person, provider.asked_anew = vouched(other.email, sub="another"), True
    answer = come(come_by_provider, next=TOKENS)
    assert (answer.status_code, made()) == (302, [])
    assert come_by_provider.get(TOKENS).context["form"]["name"].value() is None
