"""Programs show a token; what it opens, and when it opens nothing any more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import get_resolver, reverse
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework.views import APIView

from agencies.api_tokens import ThisTokenView
from agencies.models import Agency, ApiToken, Membership, Role, User
from agencies.rest_tokens import TokenAuthentication, WithinScope
from agencies.rules.tokens import written
from agencies.services_tokens import make_token
from measures.models import Obligation
from tests import factories
from tests.confirming import confirmed
from tests.conftest import TODAY

LIST = "/api/v1/measures/"


@pytest.fixture(autouse=True)
def _nobody_has_tried_to_sign_in_yet() -> None:
    cache.clear()


def secret_of(person: User, *scopes: str, name: str = "Script") -> str:
    now = timezone.now()
    day = timezone.localdate(now) + timedelta(days=1)
    made = make_token(
        name=name, scopes=scopes or ["read"], expires_on=day, by=person, today=TODAY, now=now
    )
    return made.secret


def shows(secret: str, word: str = "Bearer") -> APIClient:
    headers = {"authorization": f"{word} {secret}", "accept-language": "en"}
    return APIClient(headers=headers)


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize("word", ["Bearer", "bearer", "Token"])
def test_a_token_reads(word: str, officer: User) -> None:
    assert told(shows(secret_of(officer), word).get(LIST)) == (200, "")


WRONG = [
    "Bearer",
    "Bearer ",
    "Token 0123456789abcdef0123456789abcdef01234567",
    f"Bearer {written('a' * 36)}",
    "Bearer \xe9",
    "Bearer mpt_ mpt_",
]


@pytest.mark.django_db
@pytest.mark.parametrize("header", WRONG)
def test_what_is_no_token_is_refused(header: str) -> None:
    answer = APIClient().get(LIST, HTTP_AUTHORIZATION=header)
    assert told(answer) == (401, "token_unknown")
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_wrong_token_is_not_saved_by_a_session(officer: User) -> None:
    client = APIClient()
    client.force_login(officer)
    assert told(client.get(LIST, HTTP_AUTHORIZATION="Bearer no")) == (401, "token_unknown")


def test_a_revoked_token_opens_nothing_from_the_next_call_on(officer: User) -> None:
    client = shows(secret_of(officer))
    assert client.get(LIST).status_code == 200
    assert client.delete("/api/v1/token/this/").status_code == 204
    assert told(client.get(LIST)) == (401, "token_revoked")


def test_an_expired_token_opens_nothing(officer: User) -> None:
    client = shows(secret_of(officer))
    now = timezone.now()
    ApiToken.objects.update(made_at=now - timedelta(days=2), expires_at=now)
    assert told(client.get(LIST)) == (401, "token_expired")


def test_a_token_ends_with_the_account(officer: User) -> None:
    client = shows(secret_of(officer))
    User.objects.update(is_active=False)
    assert told(client.get(LIST)) == (401, "account_closed")


def test_a_token_ends_with_the_role(officer: User) -> None:
    client = shows(secret_of(officer))
    Membership.objects.update(valid_to=date(2009, 7, 5))
    assert told(client.get(LIST)) == (403, "permission_denied")


def test_the_hour_of_the_last_use_is_known(officer: User) -> None:
    shows(secret_of(officer)).get(LIST)
    used = ApiToken.objects.get().last_used_at
    assert used
    assert timezone.now() - used < timedelta(minutes=1)


def test_a_token_of_progress_alone_reads_nothing(officer: User) -> None:
    assert told(shows(secret_of(officer, "progress")).get(LIST)) == (403, "scope_missing")


def test_a_token_of_reading_writes_nothing(officer: User, owed: Obligation) -> None:
    sent = {"obligation": owed.pk, "text": "Сделано."}
    answer = shows(secret_of(officer)).post("/api/v1/progress/", sent)
    assert answer.status_code == 403
    assert answer.json()["code"] in ("scope_missing", "no_tokens")


def test_a_token_makes_and_revokes_no_other(officer: User) -> None:
    client = shows(secret_of(officer, "read", "progress", "plan", "reports", "exchange"))
    sent = {"name": "b", "scopes": ["read"], "expires_on": timezone.localdate().isoformat()}
    pk = ApiToken.objects.get().pk
    answers = [
        client.post("/api/v1/tokens/", sent),
        client.post(f"/api/v1/tokens/{pk}/revoke/"),
    ]
    assert [told(one) for one in answers] == [(403, "no_tokens")] * 2


def test_a_session_makes_a_token_that_is_told_once_and_revokes_it(officer: User) -> None:
    client = APIClient()
    client.force_login(officer)
    confirmed(client, officer)
    day = timezone.localdate() + timedelta(days=30)
    sent = {"name": "b", "scopes": ["read", "reports"], "expires_on": day.isoformat()}
    answer = client.post("/api/v1/tokens/", sent)
    made = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    assert shows(made["token"]).get(LIST).status_code == 200
    shown = client.get(f"/api/v1/tokens/{made['id']}/").json()
    assert (made["token"] in str(shown), shown["scopes"], shown["state"]) == (
        False,
        ["read", "reports"],
        "living",
    )
    assert client.post(f"/api/v1/tokens/{made['id']}/revoke/").json()["state"] == "revoked"
    assert told(shows(made["token"]).get(LIST)) == (401, "token_revoked")


def test_a_session_that_has_not_confirmed_lately_makes_none(officer: User) -> None:
    client = APIClient()
    client.force_login(officer)
    confirmed(client, officer, at=0)
    sent = {"name": "b", "scopes": ["read"], "expires_on": timezone.localdate().isoformat()}
    answer = client.post("/api/v1/tokens/", sent)
    assert (told(answer), ApiToken.objects.count()) == ((403, "confirmation_required"), 0)


def test_tokens_of_others_are_not_there(officer: User, agency: Agency) -> None:
    secret_of(factories.person(agency, Role.HEAD))
    client = APIClient()
    client.force_login(officer)
    pk = ApiToken.objects.get().pk
    assert client.get("/api/v1/tokens/").json()["results"] == []
    assert client.get(f"/api/v1/tokens/{pk}/").status_code == 404
    assert client.post(f"/api/v1/tokens/{pk}/revoke/").status_code == 404


def test_a_call_asks_what_its_token_is(officer: User) -> None:
    found = shows(secret_of(officer, "read", "plan")).get("/api/v1/token/this/").json()
    assert (found["scopes"], found["origin"]) == (["read", "plan"], "page")


def test_a_password_gives_a_short_token_with_chosen_scopes(officer: User) -> None:
    sent = {"email": officer.email.upper(), "password": "correct horse battery"}
    answer = APIClient().post("/api/v1/token/", {**sent, "scopes": ["read"]})
    assert (answer.status_code, answer["Cache-Control"], answer.json()["scopes"]) == (
        200,
        "no-store",
        ["read"],
    )
    assert shows(answer.json()["token"]).get(LIST).status_code == 200


def test_a_password_alone_lets_no_coordinator_in(coordinator: User, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR = ["coordinator"]
    sent = {"email": coordinator.email, "password": "correct horse battery"}
    answer = APIClient(headers={"accept-language": "en"}).post("/api/v1/token/", sent)
    assert told(answer) == (403, "second_factor_required")
    assert "/accounts/tokens/" in answer.json()["detail"]


def test_the_keys_of_old_are_gone(db: None) -> None:
    assert "authtoken_token" not in connection.introspection.table_names()


def views_of_the_api() -> list[type[APIView]]:
    found = []
    for pattern in _patterns(get_resolver().url_patterns):
        view = getattr(pattern.callback, "cls", None)
        if isinstance(view, type) and issubclass(view, APIView):
            found.append(view)
    return sorted(set(found), key=str)


def _patterns(patterns: Any) -> Any:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def test_no_view_takes_a_token_without_asking_for_its_scope() -> None:
    """But the one that tells a token of itself and lets it end itself, and the open schema."""
    known = [one for one in views_of_the_api() if one is not ThisTokenView]
    views = [one for one in known if not one.__module__.startswith("config.")]
    forgetful = [
        one.__name__
        for one in views
        if TokenAuthentication in one.authentication_classes
        and WithinScope not in one.permission_classes
    ]
    assert (len(views) > 10, forgetful) == (True, [])


def test_a_list_of_tokens_takes_the_same_statements_for_three_and_thirty(
    officer: User, django_assert_max_num_queries: Any, settings: Any
) -> None:
    settings.API_TOKENS_MOST = 99
    client = APIClient()
    client.force_authenticate(officer)

    def statements(rows: int) -> int:
        for n in range(rows):
            secret_of(officer, name=f"{rows} {n}")
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("apitoken-list"))
        return len(asked)

    assert statements(3) == statements(27)
