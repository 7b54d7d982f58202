"""The page of a person's access tokens, and the administrators' list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, ApiToken, Role, User
from agencies.rules.tokens import is_written_right
from agencies.services_tokens import Made, make_token, revoke_token
from tests import factories
from tests.confirming import confirmed
from tests.conftest import TODAY

PAGE = "/accounts/tokens/"


@pytest.fixture
def page(client: Client, officer: User) -> Client:
    client.force_login(officer)
    confirmed(client, officer)
    return client


def sent(**other: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    return {"name": "Script", "scopes": ["read"], "expires_on": day.isoformat(), **other}


def made(person: User, name: str = "one") -> Made:
    now = timezone.now()
    day = timezone.localdate(now)
    return make_token(name=name, scopes=["read"], expires_on=day, by=person, today=TODAY, now=now)


def test_a_token_is_shown_once_and_kept_by_nothing(page: Client) -> None:
    answer = page.post(PAGE, sent())
    found = re.findall(r'value="(mpt_[^"]*)"', answer.content.decode())
    assert (len(found), is_written_right(found[0])) == (1, True)
    assert "no-store" in answer["Cache-Control"]
    again = page.get(PAGE).content.decode()
    assert found[0] not in again
    assert f"mpt_{ApiToken.objects.get().start}…" in again


def test_sent_once_more_by_the_browser_it_makes_no_second_one(page: Client) -> None:
    codes = [page.post(PAGE, sent()).status_code for _time in range(2)]
    assert (codes, ApiToken.objects.count()) == ([200, 422], 1)


WRONG = [
    ({"name": ""}, "name"),
    ({"scopes": []}, "scopes"),
    ({"scopes": ["admin"]}, "scopes"),
    ({"expires_on": "2009-07-06"}, "expires_on"),
    ({"expires_on": "soon"}, "expires_on"),
]


@pytest.mark.parametrize(("said", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    said: Any, field: str, page: Client
) -> None:
    answer = page.post(PAGE, sent(**{"name": "Kept", **said}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ("Kept" in answer.content.decode()) == ("name" not in said)


def test_a_token_is_revoked_on_the_page(page: Client, officer: User) -> None:
    token = made(officer).token
    answer = page.post(f"{PAGE}{token.pk}/revoke/", follow=True)
    token.refresh_from_db()
    assert (answer.status_code, token.revoked_by) == (200, officer)


def test_the_token_of_another_is_not_there(page: Client, agency: Agency) -> None:
    token = made(factories.person(agency, Role.HEAD), "Another’s").token
    assert token.name not in page.get(PAGE).content.decode()
    assert page.post(f"{PAGE}{token.pk}/revoke/").status_code == 404


@pytest.mark.django_db
def test_nobody_without_a_role_has_the_page(client: Client) -> None:
    client.force_login(factories.UserFactory())
    assert client.get(PAGE).status_code == 403


@pytest.mark.django_db
def test_nobody_has_the_page_without_signing_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_page_takes_the_same_statements_for_three_and_thirty(
    page: Client, officer: User, django_assert_max_num_queries: Any, settings: Any
) -> None:
    settings.API_TOKENS_MOST = 99

    def statements(first: int, last: int) -> int:
        for n in range(first, last):
            token = made(officer, f"token {n}").token
            if n % 3 == 0:
                revoke_token(token, by=officer, now=timezone.now())
        with django_assert_max_num_queries(30) as asked:
            page.get(PAGE)
        return len(asked)

    assert statements(0, 3) == statements(3, 30)


@pytest.fixture
def keeper(agency: Agency) -> User:
    return factories.person(agency, Role.OFFICER, is_staff=True, is_superuser=True)


def test_an_administrator_sees_every_token_and_revokes_it(client: Client, keeper: User) -> None:
    token = made(keeper).token
    client.force_login(keeper)
    listed = client.get("/admin/agencies/apitoken/").content.decode()
    shown = client.get(f"/admin/agencies/apitoken/{token.pk}/change/").content.decode()
    assert (token.shown in listed, token.digest in listed + shown) == (True, False)
    chosen = {"action": "revoke", "_selected_action": [token.pk]}
    client.post("/admin/agencies/apitoken/", chosen)
    token.refresh_from_db()
    assert token.revoked_by == keeper


def test_an_administrator_neither_makes_nor_changes_a_token(client: Client, keeper: User) -> None:
    token = made(keeper).token
    client.force_login(keeper)
    address = f"/admin/agencies/apitoken/{token.pk}/"
    codes = [
        client.get("/admin/agencies/apitoken/add/").status_code,
        client.post(f"{address}change/", {"name": "other"}).status_code,
        client.post(f"{address}delete/", {"post": "yes"}).status_code,
    ]
    assert codes == [403, 403, 403]
