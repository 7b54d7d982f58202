"""Nothing is open without signing in but what is meant to be; every address is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

# By name: the doors of signing in and out, of a forgotten password and of an invitation, and the
# choice of a language; what a mail leads to and what a private link opens; what says whether
# the site is up, what robots may read; light or dark; where a stranger verifies an issued report;
# and what saves a report while it is typed,
# which answers by itself that its person is signed out, so that the page can say so.
OPEN = {
    "agencies:login",
    "agencies:logout",
    "agencies:language",
    "agencies:confirm-email",
    "agencies:invitation",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "oidc_login",
    "oidc_callback",
    "socialaccount_login_cancelled",
    "exchange:calendar",
    "exchange:news",
    "theme",
    "measures:report-save",
    "measures:report-files",
    "measures:report-files-kept",
    "reports:narrative-save",
    "admin:login",
    "measures:reminders-acknowledge",
    "measures:reminders-decline",
    "healthz",
    "readyz",
    "metrics",
    "robots",
    "verify:start",
    "verify:code",
    "verify:file",
}
# It asks for a token or a session itself.
API = "api/v1/"


def patterns(
    resolver: Any = None, path: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, URLPattern]]:
    """(path, name, pattern) of every address of the project."""
    for one in (resolver or get_resolver()).url_patterns:
        place = path + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = (*names, one.namespace) if one.namespace else names
            yield from patterns(one, place, inside)
        else:
            yield place, ":".join([*names, one.name or ""]), one


EVERY = [(path, name, one) for path, name, one in patterns() if not path.startswith(API)]
OTHERS = [row for row in EVERY if not row[1].startswith("public:") and row[1] not in OPEN]


def test_every_public_page_is_marked_as_open() -> None:
    public = [(name, one) for _path, name, one in EVERY if name.startswith("public:")]
    assert len(public) > 15
    assert [name for name, one in public if getattr(one.callback, "login_required", True)] == []


def test_no_other_page_is_marked_as_open() -> None:
    assert len(OTHERS) > 80
    open_ = [
        name for _path, name, one in OTHERS if not getattr(one.callback, "login_required", True)
    ]
    assert open_ == []


@pytest.mark.parametrize("path", ["/", "/desk/", "/board/", "/plans/", "/reports/", "/concept/x/"])
def test_a_page_that_is_not_open_asks_for_signing_in(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_api_tells_nobody_without_a_token_anything_but_how_it_is_asked(
    client: Client, db: None
) -> None:
    whole = [(path, name) for path, name, _one in patterns() if path.startswith(API)]
    plain = [(path.replace("$", ""), name) for path, name in whole if not set("<(^") & set(path)]
    told = {name for path, name in plain if client.get(f"/{path}").status_code == 200}
    assert told == {"schema", "docs", "api-errors"}


def test_nobody_is_who_reads_public_pages(db: None, rf: RequestFactory) -> None:
    """A signed-in person's session is not even opened: the answer is everybody's."""
    request = rf.get("/public/")
    request.user = AnonymousUser()
    for _path, name, one in EVERY:
        if name == "public:plans":
            assert one.callback(request).status_code == 200
