"""How sessions begin, are listed and end."""

import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Letter, Role, User
from agencies.services_security import clear_traces
from tests.agencies.signing_in.telephones import sign_in
from tests.factories import person

LIST = "/accounts/sessions/"


def aged(client: Client, **seconds: float) -> None:
    """As if the session had begun, or been used, so long ago."""
    session = client.session
    for key, ago in seconds.items():
        session[key] = time.time() - ago
    session.save()


def test_signing_in_gives_a_new_session_key(client: Client, officer: User) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, officer.email)
    assert client.session.session_key != planted
    assert Client(HTTP_COOKIE=f"sessionid={planted}").get("/desk/").status_code == 302


@pytest.mark.parametrize(
    ("ago", "open_"),
    [({"seen": 600}, True), ({"seen": 13 * 3600}, False), ({"begun": 8 * 86400}, False)],
)
def test_a_session_ends_when_nobody_uses_it_and_after_a_week_in_any_case(
    client: Client, officer: User, ago: dict[str, float], open_: bool
) -> None:
    client.force_login(officer)
    aged(client, **ago)
    assert (client.get("/desk/").status_code == 200) == open_


def test_using_it_keeps_it_and_is_noted_now_and_then_only(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    aged(client, seen=3600)
    row = UserSession.objects.get()
    noted = []
    for _ in range(2):
        client.get("/desk/")
        noted.append((client.session["seen"], UserSession.objects.get().last_seen_at))
    assert noted[0] == noted[1]
    assert (noted[0][1] > row.last_seen_at, time.time() - noted[0][0] < 60) == (True, True)


def test_one_sees_ones_own_sessions_and_ends_one(client: Client, officer: User) -> None:
    telephone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Android 14) Firefox/130.0")
    for one in (client, telephone):
        sign_in(one, officer.email)
    seen = client.get(LIST).text
    row = UserSession.objects.get(user_agent__contains="Android")
    client.post(f"{LIST}{row.pk}/end/")
    assert "Firefox, Android" in seen
    assert [one.get("/desk/").status_code for one in (client, telephone)] == [200, 302]


def test_one_signs_out_everywhere_else(client: Client, officer: User) -> None:
    others = [Client(), Client()]
    for one in (client, *others):
        sign_in(one, officer.email)
    client.post(LIST)
    assert [one.get("/desk/").status_code for one in (client, *others)] == [200, 302, 302]


def test_nobody_ends_the_session_of_somebody_else(
    client: Client, officer: User, agency: Agency
) -> None:
    sign_in(client, officer.email)
    other = Client()
    sign_in(other, person(agency, Role.OFFICER).email)
    row = UserSession.objects.get(user=officer)
    other.post(f"{LIST}{row.pk}/end/")
    assert (officer.email in other.get(LIST).text, client.get("/desk/").status_code) == (False, 200)


def test_a_closed_account_is_out_at_once(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/desk/").url.startswith("/accounts/login/")
    assert sign_in(Client(), officer.email).status_code == 200


def test_a_sign_in_from_a_new_browser_is_told_and_from_a_known_one_not(officer: User) -> None:
    first = Client()
    sign_in(first, officer.email)  # the first of all: nothing to compare with
    first.post("/accounts/logout/")
    sign_in(first, officer.email)
    known = Letter.objects.filter(kind="signed_in").count()
    sign_in(Client(HTTP_USER_AGENT="Mozilla/5.0 Chrome/131"), officer.email)
    told = Letter.objects.get(kind="signed_in", person=officer)
    assert (known, told.params["agent"]) == (0, "Mozilla/5.0 Chrome/131")


def test_sessions_that_are_over_are_cleared(client: Client, officer: User, settings: Any) -> None:
    sign_in(client, officer.email)
    settings.SESSION_COOKIE_AGE = 0
    clear_traces(now=timezone.now())
    assert UserSession.objects.count() == 0


def test_leaving_in_the_middle_of_a_sign_in_leads_back_to_its_beginning(
    client: Client, officer: User
) -> None:
    from tests.agencies.signing_in.telephones import set_up_app

    holder = Client()
    sign_in(holder, officer.email)
    set_up_app(holder)
    sign_in(client, officer.email)
    led = client.get("/accounts/login/")
    client.post("/accounts/logout/")
    assert (led.url, client.get("/accounts/login/").status_code) == (
        "/accounts/2fa/authenticate/",
        200,
    )
