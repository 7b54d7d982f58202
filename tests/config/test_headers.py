"""Every answer tells browsers what to keep to: a page, a file, an error, what was led on."""

import re

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from agencies.models import User

pytestmark = pytest.mark.django_db
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": configured.PERMISSIONS_POLICY,
}
ADDRESSES = [
    *("/accounts/login/", "/public/", "/nothing-here/", "/healthz", "/robots.txt", "/verify/"),
    *("/api/v1/agencies/", "/api/v1/docs/", "/admin/login/", "/desk/", "/public/nothing/"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_them(client: Client, address: str) -> None:
    answer = client.get(address)
    found = {name: answer.headers.get(name) for name in EVERYWHERE}
    assert found == EVERYWHERE
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert directive(policy, "default-src") == "'none'"
    assert directive(policy, "frame-ancestors") == "'none'"


def directive(policy: str, name: str) -> str:
    found = re.search(rf"(?:^|; ?){name} ([^;]*)", policy)
    return found[1] if found else ""


def test_other_sites_draw_nothing_of_this_one_but_open_data(client: Client) -> None:
    whose = [client.get(path).headers["Cross-Origin-Resource-Policy"] for path in ADDRESSES[:2]]
    assert whose == ["same-origin", "cross-origin"]


@pytest.mark.parametrize("address", ["/desk/", "/help/", "/settings/", "/plans/", "/board/"])
def test_a_page_of_somebody_signed_in_stays_in_no_cache(
    client: Client, officer: User, address: str
) -> None:
    client.force_login(officer)
    answer = client.get(address)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_page_that_anybody_sees_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/public/").headers.get("Cache-Control", "")


def test_a_stranger_is_not_told_which_hosts_are_allowed(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert [word for word in ("evil.example", "ALLOWED_HOSTS", "HTTP_HOST") if word in text] == []


HEADINGS = {
    400: "The address cannot be read",
    403: "Not allowed",
    404: "Page not found",
    500: "Something went wrong",
}


def broken(*_args: object, **_kwargs: object) -> HttpResponse:
    raise RuntimeError("the secret of the database is swordfish")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("status", HEADINGS)
def test_an_error_is_told_in_the_readers_language_and_without_details(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch, language: str, status: int
) -> None:
    client.force_login(officer)
    User.objects.filter(pk=officer.pk).update(language=language)
    client.raise_request_exception = False
    monkeypatch.setattr("config.views.everything", broken)
    monkeypatch.setattr("config.views.check_may_see_components", lambda *_: None)
    address = {400: "/plans/?as_of=<b>x", 403: "/review/", 404: "/<b>x/", 500: "/components/"}
    answer = client.get(address[status])
    text = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}"' in text
    with translation.override(language):
        heading = translation.gettext(HEADINGS[status])
    assert f"<h1>{heading}</h1>" in text
    hidden = ("swordfish", "RuntimeError", "Traceback", "<b>x", "config.views", "/tests/")
    assert [word for word in hidden if word in text] == []
