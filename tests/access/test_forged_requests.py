"""Requests that another site's page makes in the name of who is signed in (CSRF), and a session
that somebody else has chosen (fixation)."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse
from django.test import Client

from agencies.models import User
from tests.access.finding import every_route
from tests.access.pages import filled
from tests.access.walking import API
from tests.access.world import World
from tests.api.calling import token_of

pytestmark = pytest.mark.django_db
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
MARK = 418  # what nothing else answers
# A mail program's own button sends no token; the address itself is the authority, and no cookie is
# looked at (measures.views.reminder_links). Asking whether a file is that of an issued report
# changes nothing (reports.views.verifying).
WITHOUT_A_TOKEN = {
    "reminders/acknowledge/<str:token>/",
    "reminders/decline/<str:token>/",
    "verify/",
    "verify/<str:code>/",
    "verify/<str:code>/files/<int:pk>/",
}
PASSWORD = "a long and quiet road"


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(reason, status=MARK)


@pytest.fixture
def forger(world: World, settings: Any) -> Client:
    """Brings the cookies of an administrator, and no token."""
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refused"
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["chief"])
    return client


def test_no_page_takes_a_form_of_another_site(forger: Client) -> None:
    """A view is spared the question or it is not, whatever the method: one is asked of each."""
    taken, asked = set(), 0
    for route in every_route():
        if not route.pattern.startswith(API):
            asked += 1
            form = "application/x-www-form-urlencoded"
            answer = forger.generic("POST", filled(route), b"a=1", form)
            if answer.status_code != MARK:
                taken.add(route.pattern)
    assert taken == WITHOUT_A_TOKEN
    assert asked > 400


def test_no_call_of_the_api_is_taken_by_the_cookie_alone(forger: Client, settings: Any) -> None:
    """Whoever has a token sends it; who comes by cookie shows that the page is ours. A program is
    told so as it is told everything, not by a page."""
    settings.API_RATES = settings.API_RATES | {
        "stranger": "9999/min"
    }  # who is not believed is counted as a stranger
    taken, asked = {}, 0
    for route in every_route():
        if not route.pattern.startswith(API) or route.methods is None:
            continue
        for method in sorted(route.methods & set(UNSAFE)):
            asked += 1
            answer = forger.generic(method, filled(route), b"{}", "application/json")
            told = (answer.status_code, answer.headers["Content-Type"], b"CSRF" in answer.content)
            if told != (403, "application/problem+json", True):
                taken[f"{method} {filled(route)}"] = told
    assert taken == {}
    assert asked > 60


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This call came by the cookie of a page"),
        ("ru", "Вызов пришёл с cookie страницы"),
        ("kk", "Шақыру беттің cookie файлымен"),
    ],
)
def test_the_refusal_is_told_in_the_callers_language(
    forger: Client, world: World, language: str, said: str
) -> None:
    User.objects.filter(pk=world.people["chief"].pk).update(language=language)
    answer = forger.post("/api/v1/progress/", b"{}", "application/json")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (403, "permission_denied")
    assert told["detail"].startswith(said)


@pytest.mark.parametrize(
    ("address", "status"), [("/api/v1/progress/", 400), ("/api/v1/progress", 308)]
)
def test_a_program_with_its_token_needs_no_cookie(
    forger: Client, world: World, address: str, status: int
) -> None:
    forger.cookies.clear()
    header = {"authorization": token_of(world.people["officer"])}
    answer = forger.post(address, b"{}", "application/json", headers=header)
    assert answer.status_code == status


def test_the_same_form_with_its_token_is_taken(world: World) -> None:
    """Else the tests above would hold for nobody's sake."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["officer"])
    client.get("/settings/")
    token = client.cookies[configured.CSRF_COOKIE_NAME].value
    answer = client.post("/theme/", {"theme": "dark", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302


@pytest.fixture
def person(world: World) -> User:
    found = User.objects.get(pk=world.people["officer"].pk)
    found.set_password(PASSWORD)
    found.save()
    return found


def sign_in(client: Client, person: User) -> str:
    """The key of the session afterwards."""
    answer = client.post("/accounts/login/", {"username": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client.cookies[configured.SESSION_COOKIE_NAME].value


def test_a_session_that_somebody_has_chosen_is_not_signed_in(person: User) -> None:
    victim, attacker = Client(), Client()
    victim.post("/accounts/language/", {"language": "kk"})
    before = victim.session  # one of a stranger, with something in it
    before["fixed"] = "yes"
    before.save()
    victim.cookies[configured.SESSION_COOKIE_NAME] = str(before.session_key)
    after = sign_in(victim, person)
    assert after != before.session_key
    attacker.cookies[configured.SESSION_COOKIE_NAME] = str(before.session_key)
    assert attacker.get("/desk/").status_code == 302
    assert victim.get("/desk/").status_code == 200


def test_a_key_that_no_session_has_is_not_taken_over(person: User) -> None:
    client = Client()
    client.cookies[configured.SESSION_COOKIE_NAME] = "a" * 32
    assert sign_in(client, person) != "a" * 32


def test_who_signs_in_over_somebody_elses_session_finds_nothing_of_theirs(
    world: World, person: User
) -> None:
    client = Client()
    client.force_login(world.people["coordinator"])
    session = client.session
    session["theirs"] = "yes"
    session.save()
    client.post("/accounts/logout/")
    sign_in(client, person)
    assert "theirs" not in client.session


def test_a_session_that_was_signed_out_opens_nothing_again(person: User) -> None:
    client = Client()
    key = sign_in(client, person)
    client.post("/accounts/logout/")
    client.cookies[configured.SESSION_COOKIE_NAME] = key
    assert client.get("/desk/").status_code == 302
